package dev.wharf.dns;

import org.osgi.annotation.versioning.ProviderType;

/** Names that are served in one namespace. */
@ProviderType
public interface NameService extends AutoCloseable {

    /** Ends it. Closing twice is harmless. */
    @Override
    void close();
}
