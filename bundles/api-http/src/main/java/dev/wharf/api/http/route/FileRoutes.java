package dev.wharf.api.http.route;

import static dev.wharf.api.http.version.Endpoint.CONTAINER_ARCHIVE_GET;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_ARCHIVE_PUT;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_ARCHIVE_STAT;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_COPY;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_EXPORT;

import dev.wharf.api.http.wire.CopyBody;
import dev.wharf.api.http.wire.PathStat;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.container.FileArchive;
import dev.wharf.engine.api.container.PathStatus;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Carries files into containers and out of them. */
final class FileRoutes {
    private static final String TAR = "application/x-tar";
    private static final String OCTETS = "application/octet-stream";
    private static final String STAT = "X-Docker-Container-Path-Stat";

    private final EngineServices engine;
    private final Transfers transfers;

    FileRoutes(EngineServices engine, Transfers transfers) {
        this.engine = engine;
        this.transfers = transfers;
    }

    List<Route> routes() {
        return List.of(
                Route.of("HEAD", "/containers/{id}/archive", CONTAINER_ARCHIVE_STAT, this::stat)
                        .since(1, 20),
                Route.of(
                                "GET",
                                "/containers/{id}/archive",
                                CONTAINER_ARCHIVE_GET,
                                transfers.inTurn(Transfers.FILES, this::read))
                        .since(1, 20),
                Route.of(
                                "PUT",
                                "/containers/{id}/archive",
                                CONTAINER_ARCHIVE_PUT,
                                transfers.inTurn(Transfers.FILES, this::write))
                        .with(Route.Body.UPLOAD)
                        .since(1, 20),
                Route.of("POST", "/containers/{id}/copy", CONTAINER_COPY, transfers.inTurn(Transfers.FILES, this::copy))
                        .with(Route.Body.JSON)
                        .since(1, 4),
                Route.of(
                        "GET",
                        "/containers/{id}/export",
                        CONTAINER_EXPORT,
                        transfers.inTurn(Transfers.FILES, this::export)));
    }

    private void stat(Call call, Reply reply) {
        reply.doneWithHeaders(stat(engine.files().stat(call.name(), path(call))));
    }

    private void read(Call call, Reply reply) throws IOException {
        FileArchive archive = engine.files().read(call.name(), path(call));
        send(archive, reply.stream(TAR, stat(archive.status())));
    }

    private void write(Call call, Reply reply) {
        boolean keepKinds = call.query().flag("noOverwriteDirNonDir");
        engine.files().write(call.name(), path(call), keepKinds, call.upload());
        reply.doneWithEmptyBody();
    }

    private void copy(Call call, Reply reply) throws IOException {
        CopyBody body = CopyBody.of(call.body().orElseThrow(() -> new InvalidArgument("EOF")));
        if (body.resource().isEmpty()) {
            throw new InvalidArgument("Path cannot be empty");
        }
        send(engine.files().copy(call.name(), body.resource()), reply.stream(TAR, Map.of()));
    }

    private void export(Call call, Reply reply) throws IOException {
        send(engine.files().export(call.name()), reply.stream(OCTETS, Map.of()));
    }

    /** The container is free again before the client sees the end. */
    private static void send(FileArchive archive, AnswerBody body) throws IOException {
        try (archive) {
            archive.writeTo(body);
        }
        body.close();
    }

    private static Map<String, String> stat(PathStatus status) {
        return Map.of(STAT, PathStat.of(status).encoded());
    }

    private static String path(Call call) {
        String path = call.query().text("path");
        if (path.isEmpty()) {
            throw new InvalidArgument("bad parameter: 'path' cannot be empty");
        }
        return path;
    }
}
