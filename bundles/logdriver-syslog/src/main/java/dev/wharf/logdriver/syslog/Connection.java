package dev.wharf.logdriver.syslog;

import java.io.IOException;

/** A way to a server. Belongs to one thread. */
interface Connection extends AutoCloseable {

    /** Whether what is sent is a stream, and not one message each time. */
    boolean isStream();

    /** Whether the server has ended the connection, as far as can be seen without sending. */
    boolean isGone();

    /**
     * Sends bytes.
     *
     * @throws java.net.SocketTimeoutException when the server has taken nothing for some seconds
     * @throws IOException when the server is gone; a stream cannot be used after either
     */
    void send(byte[] bytes, int length) throws IOException;

    /** Closes it, without a long wait. Closing twice is harmless. */
    @Override
    void close();
}
