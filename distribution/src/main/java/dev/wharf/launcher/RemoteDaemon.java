package dev.wharf.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A daemon that is asked over its socket. Each call throws {@link UsageException} when it is not there or refuses. */
final class RemoteDaemon {
    private static final String STOPPED =
            "/containers/json?all=1&filters=%7B%22status%22%3A%5B%22created%22%2C%22exited%22%5D%7D";

    /** Reads the body of an answer. */
    private interface Reading<T> {
        T of(String body) throws IOException;
    }

    /** Sends a request. */
    private interface Question {
        ApiClient.Answer ask(ApiClient client) throws IOException;
    }

    private final HostAddress address;

    RemoteDaemon(HostAddress address) {
        this.address = address;
    }

    /** All drivers. */
    List<DriverRow> drivers() {
        return accepted(client -> client.get("/wharf/drivers"), DriverRow::parse);
    }

    /** Lets new objects use another driver. */
    void makeDefault(String kind, String name) {
        Map<String, String> wish = Map.of("kind", kind, "name", name);
        accepted(client -> client.post("/wharf/drivers/default", Json.write(wish)), body -> body);
    }

    /** The names of the containers that do not run. */
    List<String> stoppedContainers() {
        return accepted(client -> client.get(STOPPED), RemoteDaemon::names);
    }

    /** Moves a container to a graph driver; returns why not, where the daemon refuses. */
    Optional<String> migrate(String container, String driver) {
        Map<String, String> wish = Map.of("container", container, "to", driver);
        ApiClient.Answer answer = asked(client -> client.post("/wharf/migrate", Json.write(wish)));
        return answer.isAccepted()
                ? Optional.empty()
                : Optional.of(answer.body().strip());
    }

    private <T> T accepted(Question question, Reading<T> reading) {
        ApiClient.Answer answer = asked(question);
        if (!answer.isAccepted()) {
            throw UsageException.of(address.text() + " answers " + answer.status() + ": "
                    + answer.body().strip());
        }
        try {
            return reading.of(answer.body());
        } catch (IOException e) {
            throw UsageException.of("cannot read the answer of " + address.text() + ": " + e.getMessage());
        }
    }

    private ApiClient.Answer asked(Question question) {
        try {
            return question.ask(new ApiClient(address.socket()));
        } catch (IOException e) {
            throw UsageException.of("cannot ask the daemon at " + address.text() + ": " + e.getMessage());
        }
    }

    private static List<String> names(String json) throws IOException {
        if (!(Json.parse(json) instanceof List<?> rows)) {
            throw new IOException("not a list of containers");
        }
        List<String> names = new ArrayList<>();
        for (Object row : rows) {
            names.add(name(row));
        }
        return names;
    }

    /** The name of its own: those of links have a second slash. */
    private static String name(Object row) throws IOException {
        if (row instanceof Map<?, ?> fields && fields.get("Names") instanceof List<?> names) {
            for (Object name : names) {
                String bare = String.valueOf(name).substring(1);
                if (bare.indexOf('/') < 0) {
                    return bare;
                }
            }
        }
        throw new IOException("a container without a name");
    }
}
