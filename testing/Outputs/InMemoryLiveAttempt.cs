using System.Text;
using Muster.Outputs;
using Muster.Runs;

namespace Muster.Testing.Outputs;

/// <summary>A running attempt of a test. Safe to use from many threads at once.</summary>
public sealed class InMemoryLiveAttempt
{
    private readonly Lock gate = new();
    private readonly InMemoryOutputs outputs;
    private readonly RunId run;
    private readonly LiveAttempt attempt;
    private readonly (MemoryStream Out, MemoryStream Error) streams = (new(), new());
    private bool hasEnded;

    internal InMemoryLiveAttempt(InMemoryOutputs outputs, RunId run, LiveAttempt attempt)
    {
        (this.outputs, this.run, this.attempt) = (outputs, run, attempt);
        outputs.Run(run, attempt, this);
    }

    /// <summary>It writes.</summary>
    /// <param name="text">What.</param>
    /// <param name="error">To standard error, or else to standard output.</param>
    public void Write(string text, bool error = false)
    {
        lock (gate)
            StreamOf(error).Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>It makes its own output shorter, as <c>&gt; /dev/stdout</c> does.</summary>
    public void Truncate(bool error = false)
    {
        lock (gate)
            StreamOf(error).SetLength(0);
    }

    /// <summary>It ends.</summary>
    /// <returns>The reference for <see cref="Points.AttemptRecord.Output"/>.</returns>
    public string End()
    {
        lock (gate)
        {
            hasEnded = true;
            outputs.Stop(run, attempt);
            return outputs.KeepOutput(Encoding.UTF8.GetString(streams.Out.ToArray()), Encoding.UTF8.GetString(streams.Error.ToArray()));
        }
    }

    internal ILiveOutput Open(bool error) => new Live(this, error);

    private MemoryStream StreamOf(bool error) => error ? streams.Error : streams.Out;

    private sealed class Live(InMemoryLiveAttempt of, bool error) : ILiveOutput
    {
        public long? Length
        {
            get
            {
                lock (of.gate)
                    return of.hasEnded ? null : of.StreamOf(error).Length;
            }
        }

        public int? Read(long offset, Span<byte> into)
        {
            lock (of.gate)
            {
                if (of.hasEnded)
                    return null;
                var bytes = of.StreamOf(error).ToArray();
                var part = bytes.AsSpan((int)Math.Min(offset, bytes.Length));
                part = part[..Math.Min(part.Length, into.Length)];
                part.CopyTo(into);
                return part.Length;
            }
        }

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
