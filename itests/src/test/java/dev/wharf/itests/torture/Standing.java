package dev.wharf.itests.torture;

import dev.wharf.itests.Commands;
import dev.wharf.itests.Conversation;
import dev.wharf.itests.Talk;
import dev.wharf.itests.WharfDaemon;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Containers that run through the whole time: writers of numbered lines, a server, a client that talks to it. */
final class Standing implements AutoCloseable {
    /** The name of the server. */
    static final String SERVER = "torture-web";

    private static final int WRITERS = 6;
    private static final int PORT = 8080;
    private static final int TALK_MILLIS = 50;

    private final WharfDaemon daemon;
    private final Talk talk;
    private final Scene scene;
    private final Path stop;
    private final List<Container> writers = new ArrayList<>();
    private final List<Container> others = new ArrayList<>();
    private final Thread talker = new Thread(this::converse, "talker");
    private volatile boolean isOver;

    Standing(WharfDaemon daemon, Talk talk, Scene scene) {
        this.daemon = daemon;
        this.talk = talk;
        this.scene = scene;
        this.stop = daemon.root().resolve("stop");
    }

    /** Starts all. */
    void start() {
        Commands.run(List.of("mkdir", stop.toString())).text();
        scene.api()
                .settle(Request.of("network create", "POST /networks/create", 201)
                        .json("{\"Name\":\"" + Scene.NETWORK + "\"}"));
        for (int index = 0; index < WRITERS; index++) {
            writers.add(scene.make("writer" + index, writer(index)).start());
        }
        Body server = scene.body("exec talk serve tcp 80")
                .with("ExposedPorts", "{\"80/tcp\":{}}")
                .host("NetworkMode", "\"" + Scene.NETWORK + "\"")
                .host("PortBindings", "{\"80/tcp\":[{\"HostPort\":\"" + PORT + "\"}]}");
        others.add(Container.make(scene, SERVER, server).start());
        talk.callerOf(daemon.host(), "tcp", "127.0.0.1", PORT);
        writers.add(scene.make("client", client()).start());
        talker.start();
    }

    private Body writer(int index) {
        String script =
                "i=1; while [ ! -e /stop/now ]; do echo $i; i=$((i+1)); [ $((i % 3)) = 0 ] && usleep 30000; done; exit "
                        + (index + 1);
        return scene.body(script).tty(isTty(index)).host("Binds", "[\"" + stop + ":/stop\"]");
    }

    private static boolean isTty(int index) {
        return index < WRITERS && index % 3 == 0;
    }

    /** Its lines are what the server answers. */
    private Body client() {
        String script = "i=1; while [ ! -e /stop/now ]; do echo $i; i=$((i+1)); usleep 50000; done | talk hold "
                + SERVER + " 80; exit " + (WRITERS + 1);
        return scene.body(script)
                .host("Binds", "[\"" + stop + ":/stop\"]")
                .host("NetworkMode", "\"" + Scene.NETWORK + "\"");
    }

    /** One connection over the published port, which nothing breaks. */
    private void converse() {
        try (Conversation conversation = talk.hold(daemon.host(), "127.0.0.1", PORT)) {
            for (int word = 1; !isOver; word++) {
                String answer = conversation.say("word" + word);
                if (!answer.endsWith(" word" + word)) {
                    scene.findings().add("talk", "the server answered \"" + answer + "\" to word " + word);
                    return;
                }
                Pause.millis(TALK_MILLIS);
            }
        }
    }

    /** Lets them end and looks at what they wrote and how they ended. */
    void prove() {
        Commands.run(List.of("touch", stop.resolve("now").toString())).text();
        isOver = true;
        for (int index = 0; index < writers.size(); index++) {
            writers.get(index).end(index + 1);
            writers.get(index).numbers(isTty(index), 0);
        }
        others.forEach(
                other -> scene.expect(other.isRunning(), "inspect", "container " + other.id() + " does not run"));
    }

    /** Removes them. */
    @Override
    public void close() {
        isOver = true;
        Commands.run(List.of("rm", "-rf", stop.toString())).text();
        writers.forEach(Container::remove);
        others.forEach(Container::remove);
        scene.api().settle(Request.of("network remove", "DELETE /networks/" + Scene.NETWORK, 204));
    }
}
