package dev.wharf.api.http.server;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Calls as clients make them for the life of a container, which change nothing: what they name is not there. The daemon makes
 * them to itself when it begins, so that the first client does not wait for code to be loaded and compiled.
 */
final class RehearsedCalls {
    /** After so many the time of a call hardly falls any more. */
    private static final int ROUNDS = 220;

    private static final String NOBODY = "/v1.21/containers/" + "0".repeat(64);
    private static final String NO_EXEC = "/v1.21/exec/" + "0".repeat(64);
    private static final String EXEC =
            """
            {"User":"","Privileged":false,"Tty":false,"AttachStdin":false,"AttachStdout":true,"AttachStderr":true,\
            "Detach":false,"Cmd":["true"]}""";
    private static final String START = "{\"Detach\":false,\"Tty\":false}";
    private static final String CREATE =
            """
            {"Hostname":"","User":"","AttachStdin":false,"AttachStdout":true,"AttachStderr":true,"Tty":false,\
            "OpenStdin":false,"StdinOnce":false,"Env":["A=b"],"Cmd":["true"],"Image":"","Volumes":{},"WorkingDir":"",\
            "Labels":{"a":"b"},"HostConfig":{"Binds":["/a:/b:ro"],"NetworkMode":"none","PortBindings":\
            {"80/tcp":[{"HostIp":"","HostPort":"8080"}]},"RestartPolicy":{"Name":"no"},"Memory":0}}""";

    private final Path socket;

    /** Calls to a socket on which this daemon listens. */
    RehearsedCalls(Path socket) {
        this.socket = socket;
    }

    /**
     * Makes the calls, each round over a connection of its own, and throws the answers away. An interruption ends them.
     *
     * @throws IOException also when it was interrupted
     */
    void make() throws IOException {
        ByteBuffer round = StandardCharsets.UTF_8.encode(round());
        for (int i = 0; i < ROUNDS; i++) {
            make(round.duplicate());
        }
    }

    private void make(ByteBuffer calls) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(calls); // less than the socket takes at once
            ByteBuffer answers = ByteBuffer.allocate(8192);
            while (channel.read(answers) >= 0) {
                answers.clear();
            }
        }
    }

    private static String round() {
        return call("POST", "/v1.21/containers/create", CREATE)
                + call("POST", NOBODY + "/start", "")
                + call("POST", NOBODY + "/wait", "")
                + call("GET", NOBODY + "/json", "")
                + call("POST", NOBODY + "/exec", EXEC)
                + call("POST", NO_EXEC + "/start", START)
                + call("GET", NO_EXEC + "/json", "")
                + call("DELETE", NOBODY + "?force=1&v=1", "")
                + "GET /_ping HTTP/1.1\r\nHost: wharf\r\nConnection: close\r\n\r\n";
    }

    private static String call(String method, String target, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return method + ' ' + target + " HTTP/1.1\r\nHost: wharf\r\nContent-Type: application/json\r\nContent-Length: "
                + length + "\r\n\r\n" + body;
    }
}
