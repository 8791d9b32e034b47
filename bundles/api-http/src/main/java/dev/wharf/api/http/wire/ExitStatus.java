package dev.wharf.api.http.wire;

/**
 * The answer to a wait.
 *
 * @param statusCode {@code StatusCode}
 */
public record ExitStatus(int statusCode) {}
