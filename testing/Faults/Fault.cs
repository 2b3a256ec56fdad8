namespace Muster.Testing.Faults;

/// <summary>What happens to one request.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Wait">How long something waits, where the kind has a wait; 0 or more.</param>
/// <param name="Roll">From 0 to below 1: which form of the kind.</param>
public readonly record struct Fault(FaultKind Kind, TimeSpan Wait = default, double Roll = 0)
{
    /// <summary>Nothing happens.</summary>
    public static Fault None { get; }
}

/// <summary>What can happen to a request between a client and a server.</summary>
public enum FaultKind
{
    /// <summary>Nothing: it is forwarded and answered.</summary>
    None,
    /// <summary>It never arrives: the connection is closed before anything is forwarded.</summary>
    DropRequest,
    /// <summary>It arrives and is served; the connection is closed instead of an answer.</summary>
    DropAnswer,
    /// <summary>The connection is closed, and the request arrives a while later all the same, when its client has long gone on.</summary>
    Late,
    /// <summary>It arrives a while later, and is answered.</summary>
    Delay,
    /// <summary>It arrives twice, one after the other; the second answer is given.</summary>
    Double,
    /// <summary>It is refused because there is too much to do; nothing is forwarded.</summary>
    Throttle,
    /// <summary>The server fails with a status of 500 or above: in one half of the cases before it served the request, in the other after.</summary>
    ServerError,
    /// <summary>It is served, and the answer's body is cut off, shortened or garbled.</summary>
    BrokenBody,
}
