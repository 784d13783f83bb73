// The part of the address behind #, which holds what is shown and which a person may have written.
let inAddress = location.hash.slice(1); // as we wrote it last

// What stands in an address as %C3%A9; null where it is no such thing.
function decoded(raw) {
  try {
    return decodeURIComponent(raw);
  } catch (broken) {
    if (broken instanceof URIError) return null;
    throw broken;
  }
}

const fragment = () => decoded(location.hash.slice(1)) ?? "";

function toAddress(hash) {
  if (location.hash.slice(1) !== hash) location.hash = hash;
  inAddress = location.hash.slice(1);
}

// Calls `act` when somebody else than the page changes the address.
function onAddress(act) {
  addEventListener("hashchange", () => {
    const hash = location.hash.slice(1);
    if (hash === inAddress) return;
    inAddress = hash;
    act(hash);
  });
}
