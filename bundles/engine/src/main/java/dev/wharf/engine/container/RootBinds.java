package dev.wharf.engine.container;

import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.container.MountPoint;
import dev.wharf.engine.root.RootContent.Bind;
import dev.wharf.engine.spec.Paths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is seen in the root of a container that does not run: binds, volumes, and the files of /etc. */
final class RootBinds {
    private final Site site;

    RootBinds(Site site) {
        this.site = site;
    }

    /**
     * The binds, outer ones first. A mount of the user's replaces a file of /etc.
     *
     * @param mounts of the container, with the folders where they are at present
     */
    List<Bind> of(ContainerRecord record, List<MountPoint> mounts) {
        List<Bind> binds = new ArrayList<>();
        for (MountPoint mount : mounts) {
            if (mount.kind() != MountPoint.Kind.TMPFS) {
                binds.add(new Bind(mount.source(), mount.destination(), mount.readWrite()));
            }
        }
        etcFiles(record).stream()
                .filter(file -> binds.stream().noneMatch(bind -> bind.target().equals(file.target())))
                .toList()
                .forEach(binds::add);
        binds.sort(Comparator.comparingInt(bind -> Paths.depth(bind.target())));
        return binds;
    }

    private List<Bind> etcFiles(ContainerRecord record) {
        Container.Files files = EtcFiles.in(site.folder(owner(record)), "");
        return List.of(
                new Bind(files.resolvConf(), "/etc/resolv.conf", true),
                new Bind(files.hostname(), "/etc/hostname", true),
                new Bind(files.hosts(), "/etc/hosts", true));
    }

    /** The container whose network it shares, if that is there, or itself. */
    private String owner(ContainerRecord record) {
        return new Neighbours(site.table()).network(record.hostConfig()).orElse(record.id());
    }
}
