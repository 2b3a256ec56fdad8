using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace Muster.PowerShell.Pipeline;

/// <summary>The base of all cmdlets: it owns the loop, Ctrl-C and errors. A cmdlet has parameters and one call.</summary>
public abstract class MusterCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private ICmdletSink? sink;

    /// <summary>Where it writes to; tests give one of their own.</summary>
    internal ICmdletSink Sink
    {
        get => sink ??= new PipelineSink(this);
        set => sink = value;
    }

    /// <summary>The switches that are on where there is no PowerShell: outside it they are stubs, which forget what they were set to.</summary>
    internal IReadOnlyList<string> Switches { get; init; } = [];

    /// <summary>Whether a switch is on.</summary>
    internal bool IsOn(SwitchParameter given, [CallerArgumentExpression(nameof(given))] string name = "") => given.IsPresent || Switches.Contains(name);

    /// <summary>Does the cmdlet's work for one input.</summary>
    internal virtual Task ProcessAsync(ICmdletSink sink, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Does what is to be done when there is no more input.</summary>
    internal virtual Task EndAsync(ICmdletSink sink, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>What the input is about, for errors; null: nothing in particular.</summary>
    internal virtual object? Target => null;

    /// <summary>Does something for one of several inputs: its error is told, and the next one has its turn, unless it would come again with each.</summary>
    internal static async Task EachAsync(ICmdletSink sink, object target, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error) when (error is not OperationCanceledException && !EndsAll(error))
        {
            sink.Fail(CmdletErrors.Of(error, target));
        }
    }

    /// <summary>Runs the cmdlet for the input that its parameters hold, outside PowerShell.</summary>
    internal void Drive(ICmdletSink to)
    {
        Sink = to;
        ProcessRecord();
        EndProcessing();
    }

    /// <inheritdoc />
    protected override void ProcessRecord() => Do(ProcessAsync);

    /// <inheritdoc />
    protected override void EndProcessing() => Do(EndAsync);

    /// <inheritdoc />
    protected override void StopProcessing() => stop.Cancel();

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the cmdlet holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            stop.Dispose();
    }

    /// <summary>Errors about one input end that input only; those of Muster itself, and those that would come again with each input, end the cmdlet.</summary>
    private void Do(Func<ICmdletSink, CancellationToken, Task> work)
    {
        try
        {
            SinkQueue.Run(work, Sink, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Ctrl-C: what runs goes on; the run is in the store.
        }
        catch (Exception error) when (error is PipelineStoppedException or ActionPreferenceStopException or FlowControlException) // the last of them where a later cmdlet has enough
        {
            throw;
        }
        catch (Exception error)
        {
            var told = CmdletErrors.Of(error, Target);
            if (EndsAll(error))
                End(told);
            else
                Sink.Fail(told);
        }
    }

    private static bool EndsAll(Exception error) =>
        error is CmdletException or Cli.UsageException or PipelineStoppedException or ActionPreferenceStopException || CmdletErrors.Of(error).Id is ErrorId.Fault or ErrorId.StoreNotFound or ErrorId.StoreUnavailable;

    private void End(CmdletError error)
    {
        if (Sink is PipelineSink)
            ThrowTerminatingError(PipelineSink.RecordOf(error));
        throw new CmdletException(error);
    }
}
