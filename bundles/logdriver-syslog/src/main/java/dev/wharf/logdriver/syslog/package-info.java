/**
 * The log driver {@code syslog}: sends the output of containers to a syslog server. A
 * {@link dev.wharf.logdriver.syslog.SyslogSink sink} has a connection of its own, so that the order of a container's lines
 * is kept. Nothing is queued here: what cannot be sent is refused, and waits in the spool of the engine.
 */
@NullMarked
package dev.wharf.logdriver.syslog;

import org.jspecify.annotations.NullMarked;
