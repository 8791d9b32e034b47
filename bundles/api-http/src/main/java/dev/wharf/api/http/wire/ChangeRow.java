package dev.wharf.api.http.wire;

import dev.wharf.engine.api.container.Change;

/**
 * A path that a container changed; Docker 1.9.1, api/types/types.go (ContainerChange).
 *
 * @param path {@code Path}
 * @param kind {@code Kind}: 0 modified, 1 added, 2 deleted
 */
public record ChangeRow(String path, int kind) {

    /** The row of a change. */
    public static ChangeRow of(Change change) {
        int kind =
                switch (change.kind()) {
                    case MODIFIED -> 0;
                    case ADDED -> 1;
                    case DELETED -> 2;
                };
        return new ChangeRow(change.path(), kind);
    }
}
