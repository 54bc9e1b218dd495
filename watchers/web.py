"""The only file that opens a socket."""
