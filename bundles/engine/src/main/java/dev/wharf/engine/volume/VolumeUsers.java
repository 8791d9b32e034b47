package dev.wharf.engine.volume;

import java.util.List;

/** Tells which containers have a volume. Implemented by those who keep the containers. */
public interface VolumeUsers {

    /** The ids of the containers that have a volume, running or not. */
    List<String> users(String volume);
}
