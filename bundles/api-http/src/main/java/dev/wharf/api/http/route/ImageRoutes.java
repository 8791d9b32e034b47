package dev.wharf.api.http.route;

import static dev.wharf.api.http.version.Endpoint.IMAGE_DELETE;
import static dev.wharf.api.http.version.Endpoint.IMAGE_HISTORY;
import static dev.wharf.api.http.version.Endpoint.IMAGE_INSPECT;
import static dev.wharf.api.http.version.Endpoint.IMAGE_LIST;
import static dev.wharf.api.http.version.Endpoint.IMAGE_SAVE;
import static dev.wharf.api.http.version.Endpoint.IMAGE_TAG;

import dev.wharf.api.http.wire.HistoryRow;
import dev.wharf.api.http.wire.ImageRow;
import dev.wharf.api.http.wire.InspectImage;
import dev.wharf.api.http.wire.RemovalRow;
import dev.wharf.engine.api.image.Image;
import dev.wharf.engine.api.image.ImageArchive;
import dev.wharf.engine.api.image.ImageQuery;
import dev.wharf.engine.api.image.Removal;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Lists, shows, saves, names and removes images. */
final class ImageRoutes {
    private final EngineServices engine;
    private final Transfers transfers;

    ImageRoutes(EngineServices engine, Transfers transfers) {
        this.engine = engine;
        this.transfers = transfers;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/images/json", IMAGE_LIST, this::list),
                Route.of("GET", "/images/{name}/json", IMAGE_INSPECT, this::inspect),
                Route.of("GET", "/images/{name}/history", IMAGE_HISTORY, this::history),
                Route.of("GET", "/images/get", IMAGE_SAVE, transfers.inTurn(Transfers.IMAGE, this::saveAll))
                        .since(1, 15),
                Route.of("GET", "/images/{name}/get", IMAGE_SAVE, transfers.inTurn(Transfers.IMAGE, this::save))
                        .since(1, 7),
                Route.of("POST", "/images/{name}/tag", IMAGE_TAG, this::tag),
                Route.of("DELETE", "/images/{name}", IMAGE_DELETE, this::remove));
    }

    private void list(Call call, Reply reply) {
        Query query = call.query();
        ImageQuery asked = new ImageQuery(query.flag("all"), query.text("filter"), query.filters());
        reply.document(engine.images().list(asked).stream().map(ImageRow::of).toList());
    }

    private void inspect(Call call, Reply reply) {
        Image image = engine.images().inspect(call.name());
        if (call.query().flag("unshared")) {
            SharedNames.refuse(SharedNames.isContainer(call.name(), engine.containers()));
        }
        reply.document(InspectImage.of(image));
    }

    private void history(Call call, Reply reply) {
        reply.document(engine.images().history(call.name()).stream()
                .map(HistoryRow::of)
                .toList());
    }

    private void saveAll(Call call, Reply reply) throws IOException {
        send(engine.images().save(call.query().texts("names")), reply);
    }

    private void save(Call call, Reply reply) throws IOException {
        send(engine.images().save(List.of(call.name())), reply);
    }

    /** The images are free again before the client sees the end. */
    private static void send(ImageArchive archive, Reply reply) throws IOException {
        AnswerBody body = reply.stream("application/x-tar", Map.of());
        try (archive) {
            archive.writeTo(body);
        }
        body.close();
    }

    private void tag(Call call, Reply reply) {
        Query query = call.query();
        engine.images().tag(call.name(), query.text("repo"), query.text("tag"), query.flag("force"));
        reply.made();
    }

    private void remove(Call call, Reply reply) {
        Query query = call.query();
        List<Removal> steps = engine.images().remove(call.name(), query.flag("force"), !query.flag("noprune"));
        reply.document(steps.stream().map(RemovalRow::of).toList());
    }
}
