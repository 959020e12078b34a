# The parts are built in one stage and only the result is kept.
FROM python:3.11-slim AS build
WORKDIR /build
RUN python -m venv /venv
COPY requirements.lock ./
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml setup.py README.md LICENSE ./
COPY bot bot
COPY knowledge knowledge
RUN /venv/bin/pip install --no-cache-dir --no-deps .

FROM python:3.11-slim
RUN useradd --uid 10001 --no-create-home footnote \
    && mkdir -p /footnote/knowledge /footnote/data \
    && chown footnote /footnote/data
COPY --from=build /venv /venv
WORKDIR /footnote
VOLUME ["/footnote/data"]
USER footnote
ENTRYPOINT ["/venv/bin/footnote"]
CMD ["run"]
