namespace Muster.Agent.Processes;

/// <summary>
/// What tells a process from any later one that gets the same id. The start is a span because it is taken from the clock
/// around the start, which costs nothing; reading it from <c>/proc</c> would cost each short point a noticeable part of its time.
/// </summary>
/// <param name="Pid">Process id.</param>
/// <param name="EarliestStart">Ticks of 1/100 s since boot, as in field 22 of <c>/proc/PID/stat</c>: it started no earlier.</param>
/// <param name="LatestStart">It started no later; the same unit.</param>
/// <param name="BootId">The boot in which it ran; after another boot nothing of it is left.</param>
public sealed record ProcessIdentity(int Pid, long EarliestStart, long LatestStart, string BootId);
