package dev.wharf.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.store.StoreException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that takes nothing for a while, as on a disk that became read-only. */
class SessionTest {
    private static final String INSERT = "INSERT INTO things (name) VALUES (?)";

    private final Session session;

    SessionTest(@TempDir Path folder) {
        session = Session.open(folder.resolve("db"));
    }

    @BeforeEach
    void makeTable() {
        session.run("CREATE TABLE things (name TEXT)");
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void aStatementThatFailedCanBeExecutedAgain() {
        session.run("PRAGMA query_only = ON");
        assertThatThrownBy(() -> session.update(INSERT, List.of("one"))).isInstanceOf(StoreException.class);

        session.run("PRAGMA query_only = OFF");

        assertThat(session.update(INSERT, List.of("two"))).isEqualTo(1);
        assertThat(session.query("SELECT name FROM things", List.of())).containsExactly(List.of("two"));
    }
}
