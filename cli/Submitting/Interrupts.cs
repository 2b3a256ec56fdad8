using System.Runtime.InteropServices;

namespace Muster.Cli.Submitting;

/// <summary>Hears Ctrl-C and the requests to end that a terminal or system sends, and keeps them from ending the process at once.</summary>
public sealed class Interrupts : IDisposable
{
    private readonly List<PosixSignalRegistration> registrations = [];
    private readonly Action<Interrupt> heard;
    private int interrupts;

    /// <summary>Listens until it is disposed of.</summary>
    /// <param name="heard">Called for each, on any thread.</param>
    public Interrupts(Action<Interrupt> heard)
    {
        this.heard = heard;
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            registrations.Add(PosixSignalRegistration.Create(signal, Hear));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
    }

    private void Hear(PosixSignalContext context)
    {
        context.Cancel = true;
        var first = context.Signal == PosixSignal.SIGINT && Interlocked.Increment(ref interrupts) == 1;
        heard(first ? Interrupt.First : Interrupt.Now);
    }
}

/// <summary>What was asked by a signal.</summary>
public enum Interrupt
{
    /// <summary>Ctrl-C for the first time: claim nothing more, let points finish.</summary>
    First,
    /// <summary>Ctrl-C again, or a request to end: end the points, give the chunks back.</summary>
    Now,
}
