package dev.wharf.networks.life;

import dev.wharf.engine.api.EngineException.Forbidden;
import dev.wharf.networks.live.LiveNetwork;
import dev.wharf.networks.live.NetworkTable;
import dev.wharf.networks.record.NetworkStore;

/** Removes a network that nobody is in. The messages are those of Docker 20.10, daemon/network.go. */
final class RemoveNetwork {
    private final NetworkTable networks;
    private final NetworkStore store;
    private final NetworkAddresses addresses;
    private final Endpoints endpoints;
    private final EventLog events;

    RemoveNetwork(Surroundings around, Endpoints endpoints) {
        this.networks = around.networks();
        this.store = around.store();
        this.addresses = around.addresses();
        this.endpoints = endpoints;
        this.events = around.events();
    }

    void run(String reference) {
        LiveNetwork network = networks.require(reference);
        if (network.isPredefined()) {
            throw new Forbidden(network.name() + " is a pre-defined network and cannot be removed");
        }
        network.close();
        boolean isDone = false;
        try {
            endpoints.remove(network);
            store.remove(network.record());
            isDone = true;
        } finally {
            if (!isDone) {
                network.reopen();
            }
        }
        networks.remove(network);
        addresses.release(network.record().addresses());
        events.tell("destroy", network);
    }
}
