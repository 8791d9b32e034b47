package dev.wharf.network.plugin.protocol;

/**
 * What a plugin answered.
 *
 * @param status of HTTP
 * @param body as text
 */
record HttpAnswer(int status, String body) {}
