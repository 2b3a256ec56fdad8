namespace Muster.Sweeps;

/// <summary>A signal sent to the point's process group before its timeout, such as <c>USR1@60s</c>.</summary>
/// <param name="Name">The signal's name without SIG: one of <c>HUP INT QUIT USR1 USR2 TERM CONT</c>.</param>
/// <param name="Before">How long before the timeout it is sent, more than zero and less than the timeout.</param>
public sealed record EarlySignal(string Name, TimeSpan Before);
