package dev.wharf.spi.log;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The capability of a log driver that throws all output away. The engine opens no sink of it; a client that is attached
 * then holds the container back where a log would have kept the output for it.
 */
@ConsumerType
public interface KeepsNothing {}
