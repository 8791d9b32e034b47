package dev.wharf.api.http.route;

import static dev.wharf.api.http.version.Endpoint.IMAGE_CREATE;
import static dev.wharf.api.http.version.Endpoint.IMAGE_LOAD;

import dev.wharf.api.http.wire.ProgressObject;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.image.ImportRequest;
import java.io.IOException;
import java.util.List;

/** Takes images that clients upload. A client that leaves ends the work. */
final class ImageUploadRoutes {
    private final EngineServices engine;
    private final Transfers transfers;

    ImageUploadRoutes(EngineServices engine, Transfers transfers) {
        this.engine = engine;
        this.transfers = transfers;
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", "/images/create", IMAGE_CREATE, transfers.inTurn(Transfers.IMAGE, this::create))
                        .with(Route.Body.UPLOAD),
                Route.of("POST", "/images/load", IMAGE_LOAD, transfers.inTurn(Transfers.IMAGE, this::load))
                        .with(Route.Body.UPLOAD)
                        .since(1, 7));
    }

    private void create(Call call, Reply reply) throws IOException {
        Query query = call.query();
        if (!query.text("fromImage").isEmpty()) {
            throw UnbuiltRoutes.refusal("pulling an image");
        }
        String source = query.text("fromSrc");
        if (source.isEmpty()) {
            throw new InvalidArgument("Bad parameters: fromImage or fromSrc is needed");
        }
        if (!source.equals("-")) {
            throw UnbuiltRoutes.refusal("importing from a URL");
        }
        importBody(call, reply, importRequest(query));
    }

    private void importBody(Call call, Reply reply, ImportRequest request) throws IOException {
        ProgressStream progress = reply.progress();
        try (Upload upload = new Upload(call)) {
            String id =
                    engine.images().importTar(request, upload.bytes(), step -> progress.write(ProgressObject.of(step)));
            progress.write(ProgressObject.ofStatus(id));
        } catch (EngineException e) {
            tell(e, progress);
        }
        progress.end();
    }

    /** The answer has no body, as in Docker 1.9.1, api/server/router/local/image.go. */
    private void load(Call call, Reply reply) {
        try (Upload upload = new Upload(call)) {
            engine.images().load(upload.bytes(), step -> {});
        }
        reply.doneWithEmptyBody();
    }

    private static void tell(EngineException error, ProgressStream progress) {
        if (!progress.hasBegun()) {
            throw error;
        }
        progress.write(ProgressObject.ofError(String.valueOf(error.getMessage())));
    }

    private static ImportRequest importRequest(Query query) {
        return new ImportRequest("-", query.reference(), query.text("message"), query.texts("changes"));
    }
}
