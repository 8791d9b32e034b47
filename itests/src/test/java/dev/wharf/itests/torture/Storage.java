package dev.wharf.itests.torture;

import dev.wharf.itests.TarMaker;
import java.nio.charset.StandardCharsets;

/** Turns about images, files and volumes. */
final class Storage {
    private static final String SLEEP = "exec sleep 1000";

    private Storage() {}

    /** What was committed is in the image, also in one that is committed from that. */
    static void commits(Scene scene) {
        String mark = "mark-" + scene.random().nextInt(1_000_000);
        Container made = scene.make(
                        "source", scene.body("echo " + mark + " > /mark; seq 2000 > /etc/many; rm -f /etc/group"))
                .start();
        made.end(0);
        String image = commit(scene, made, scene.prefix() + "image");
        made.remove();
        check(scene, image, mark);
        if (scene.random().nextInt(3) > 0) {
            removeImage(scene, image);
        } else {
            scene.ledger().marks().put(image, mark);
        }
    }

    private static String commit(Scene scene, Container container, String name) {
        Request commit = Request.of("commit", "POST /commit?repo=" + name + "&container=" + container.id(), 201)
                .json("{}");
        Request look = Request.of("image inspect", "GET /images/" + name + "/json", 200, 404);
        Reply reply = scene.api().settle(commit, () -> scene.api().settle(look).status() == 200);
        String id = (reply.isBroken() ? scene.api().settle(look) : reply)
                .json()
                .path("Id")
                .asText();
        scene.ledger().images().put(id, Ledger.Entry.MADE);
        return id;
    }

    /** Expects that the image is whole. */
    static void check(Scene scene, String image, String mark) {
        String script = "[ $(cat /mark) = %s ] && [ $(tail -n 1 /etc/many) = 2000 ] && [ ! -e /etc/group ] && exit 42"
                .formatted(mark);
        Container made = scene.make("check" + Scene.fresh(), Body.container(image, script))
                .start();
        made.end(42);
        made.remove();
    }

    static void removeImage(Scene scene, String image) {
        scene.ledger().images().put(image, Ledger.Entry.REMOVING);
        Request look = Request.of("image inspect", "GET /images/" + image + "/json", 200, 404);
        scene.api()
                .settle(
                        Request.of("image remove", "DELETE /images/" + image + "?force=1", 200),
                        () -> scene.api().settle(look).status() == 404);
        scene.ledger().images().put(image, Ledger.Entry.REMOVED);
    }

    /** What is copied in is there for the container and for who copies it out. */
    static void copies(Scene scene) {
        String content = "content-" + scene.random().nextInt(1_000_000);
        boolean starts = scene.random().nextBoolean();
        Container made =
                scene.make("copies", scene.body(starts ? SLEEP : "[ $(cat /in/file) = " + content + " ] && exit 3"));
        if (starts) {
            made.start();
        }
        byte[] tar = new TarMaker().folder("in/").file("in/file", content).end();
        scene.api()
                .settle(Request.of("copy in", "PUT /containers/" + made.id() + "/archive?path=/", 200)
                        .tar(tar));
        Request out = Request.of("copy out", "GET /containers/" + made.id() + "/archive?path=/in/file", 200);
        String told = new String(scene.api().settle(out).bytes(), StandardCharsets.ISO_8859_1);
        scene.expect(told.contains(content), "copy out", made.id() + " has " + told.length() + " other bytes");
        if (starts) {
            made.exec("[ $(cat /in/file) = " + content + " ] && exit 3", 3);
        } else {
            made.start().end(3);
        }
        made.remove();
    }

    /** What one container writes into a volume is there for the next. */
    static void volumes(Scene scene) {
        String name = scene.prefix() + "volume";
        String mark = "mark-" + scene.random().nextInt(1_000_000);
        scene.api()
                .settle(Request.of("volume create", "POST /volumes/create", 201).json("{\"Name\":\"" + name + "\"}"));
        String binds = "[\"" + name + ":/v\"]";
        Container writer = scene.make(
                        "writer", scene.body("echo " + mark + " > /v/mark").host("Binds", binds))
                .start();
        writer.end(0);
        writer.remove();
        Container reader = scene.make(
                        "reader",
                        scene.body("[ $(cat /v/mark) = " + mark + " ] && exit 6")
                                .host("Binds", binds))
                .start();
        reader.end(6);
        reader.remove();
        Request look = Request.of("volume inspect", "GET /volumes/" + name, 200, 404);
        scene.api()
                .settle(
                        Request.of("volume remove", "DELETE /volumes/" + name, 204),
                        () -> scene.api().settle(look).status() == 404);
    }
}
