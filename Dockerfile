# Moves in a container: docker run -v "$PWD/data:/data" -e SLACK_BOT_TOKEN … moves
# /data holds config.toml and the store.
FROM python:3.13-slim AS build
WORKDIR /src
COPY requirements.lock pyproject.toml README.md LICENSE config.example.toml ./
COPY bot bot
COPY watchers watchers
COPY store store
RUN python -m venv /opt/moves \
 && /opt/moves/bin/pip install --no-cache-dir --require-hashes -r requirements.lock \
 && /opt/moves/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim
RUN useradd --uid 10001 --create-home moves && mkdir /data && chown moves /data
COPY --from=build /opt/moves /opt/moves
USER moves
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
ENTRYPOINT ["/opt/moves/bin/moves"]
CMD ["run"]
