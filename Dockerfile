# The production image: web, worker, beat and management commands are the same image with another command.
FROM docker.io/library/python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /venv
WORKDIR /app
COPY requirements.txt ./
RUN /venv/bin/pip install --require-hashes --only-binary :all: --requirement requirements.txt
COPY . .
# Brings its own Node as a wheel; neither Node nor the packages reach the final image.
RUN /venv/bin/python -m hospital_itsm.embedded.frontend
RUN DEVELOPMENT=true DATABASE_URL=postgres://127.0.0.1/none REDIS_URL=redis://127.0.0.1/0 \
    STATIC_ROOT=/app/staticfiles /venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && chmod --recursive a+rX /app
RUN rm -rf node_modules .run static/vendor

FROM docker.io/library/python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin itsm \
    && install --directory --owner itsm --mode 0700 /var/lib/hospital-itsm/attachments /var/lib/hospital-itsm/beat \
    && install --directory --owner itsm --mode 0755 /var/lib/hospital-itsm/emergency
COPY --from=build /venv /venv
COPY --from=build /app /app
ENV PATH=/venv/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PRODUCTION=true \
    STATIC_ROOT=/app/staticfiles \
    ATTACHMENT_ROOT=/var/lib/hospital-itsm/attachments \
    EMERGENCY_SHEET=/var/lib/hospital-itsm/emergency/emergency-sheet.html
WORKDIR /app
USER itsm
EXPOSE 8000
CMD ["python", "-m", "hospital_itsm.web", "--host", "0.0.0.0", "--port", "8000", "--workers", "2"]
