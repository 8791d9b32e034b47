package dev.wharf.api.http.wire;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How the migration of one container of several went.
 *
 * @param container as the client wrote it
 * @param error why it stays where it was; empty when it has moved
 */
public record MigrationRow(@JsonProperty("container") String container, @JsonProperty("error") String error) {}
