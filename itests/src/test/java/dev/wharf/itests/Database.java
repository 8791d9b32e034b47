package dev.wharf.itests;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The store of a daemon that does not run, for tests that damage it. */
final class Database {
    private final String url;

    Database(WharfDaemon daemon) {
        url = "jdbc:sqlite:" + daemon.dataRoot().resolve("wharf.db");
    }

    /** Changes rows and tells how many. */
    int change(String statement, String... values) {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            bind(prepared, values);
            return prepared.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(statement, e);
        }
    }

    /** The first column of the first row. */
    String find(String query, String... values) {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement prepared = connection.prepareStatement(query)) {
            bind(prepared, values);
            try (ResultSet row = prepared.executeQuery()) {
                if (!row.next()) {
                    throw new AssertionError("nothing found by " + query);
                }
                return row.getString(1);
            }
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    private static void bind(PreparedStatement statement, String... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
    }
}
