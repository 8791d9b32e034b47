package dev.wharf.store.sqlite;

import dev.wharf.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A connection with its prepared statements. Each call takes the lock; who needs several calls in a row holds {@link
 * #lock()} meanwhile.
 */
final class Session implements AutoCloseable {
    private static final int BUSY_MILLIS = 5_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Connection connection; // guarded by lock
    private final Map<String, PreparedStatement> statements = new HashMap<>(); // guarded by lock

    private Session(Connection connection) {
        this.connection = connection;
    }

    /** Opens the file, and makes it when it is not there. */
    static Session open(Path file) {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setGetGeneratedKeys(false); // a query after each change, of which nobody asks for the answer
        try {
            return new Session(config.createConnection("jdbc:sqlite:" + file));
        } catch (SQLException e) {
            throw failure("cannot open " + file, e);
        }
    }

    /** Held by whoever talks to the database. */
    ReentrantLock lock() {
        return lock;
    }

    /** Runs a statement that is prepared once, and tells how many rows it changed. */
    int update(String sql, List<String> values) {
        lock.lock();
        try {
            return prepared(sql, values).executeUpdate();
        } catch (SQLException e) {
            forget(sql);
            throw failure(sql, e);
        } finally {
            lock.unlock();
        }
    }

    /** Runs a statement that takes no values and is compiled anew each time, as pragmas must be. */
    void run(String sql) {
        lock.lock();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(sql, e);
        } finally {
            lock.unlock();
        }
    }

    /** The rows of a query, each with all its columns as texts. */
    List<List<String>> query(String sql, List<String> values) {
        lock.lock();
        try (ResultSet result = prepared(sql, values).executeQuery()) {
            return rows(result);
        } catch (SQLException e) {
            forget(sql);
            throw failure(sql, e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
            statements.clear();
            connection.close();
        } catch (SQLException e) {
            throw failure("cannot close the store", e);
        } finally {
            lock.unlock();
        }
    }

    private PreparedStatement prepared(String sql, List<String> values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.size(); i++) {
            statement.setString(i + 1, values.get(i));
        }
        return statement;
    }

    /** After most errors sqlite-jdbc leaves a statement that can never be executed again (DB.execute). */
    private void forget(String sql) {
        PreparedStatement failed = statements.remove(sql);
        if (failed == null) {
            return;
        }
        try {
            failed.close();
        } catch (SQLException ignored) {
            // what went wrong is on its way already
        }
    }

    private static List<List<String>> rows(ResultSet result) throws SQLException {
        int columns = result.getMetaData().getColumnCount();
        List<List<String>> rows = new ArrayList<>();
        while (result.next()) {
            List<String> row = new ArrayList<>(columns);
            for (int column = 1; column <= columns; column++) {
                row.add(result.getString(column));
            }
            rows.add(row);
        }
        return rows;
    }

    private static StoreException failure(String what, SQLException e) {
        boolean full = e instanceof SQLiteException lite && lite.getResultCode() == SQLiteErrorCode.SQLITE_FULL;
        return full
                ? StoreException.diskFull("no space left on device: " + what, e)
                : new StoreException(what + ": " + e.getMessage(), e);
    }
}
