/**
 * Carries what containers write from their FIFOs to their logs and to attached clients, so that nothing is lost or
 * doubled when the daemon is killed at any instant.
 *
 * <p>One epoll thread moves the bytes of all containers into a spool file each; a few workers cut the spool into lines
 * and hand them to the log driver; clients read the spool or the log at their own pace.
 */
@NullMarked
package dev.wharf.engine.log;

import org.jspecify.annotations.NullMarked;
