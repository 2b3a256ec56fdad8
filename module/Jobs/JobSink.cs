using System.Management.Automation;
using Muster.PowerShell.Pipeline;

namespace Muster.PowerShell.Jobs;

/// <summary>A job's streams as the sink: they bear any thread.</summary>
internal sealed class JobSink(Job job) : ICmdletSink
{
    /// <summary>Whether an error was written.</summary>
    public bool HasFailed { get; private set; }

    public void Write(object value) => job.Output.Add(PSObject.AsPSObject(value));

    public void Fail(CmdletError error)
    {
        HasFailed = true;
        job.Error.Add(PipelineSink.RecordOf(error));
    }

    public void Warn(string text) => job.Warning.Add(new(text));

    public void Tell(string text) => job.Verbose.Add(new(text));

    public void Show(CmdletProgress progress) => job.Progress.Add(PipelineSink.RecordOf(progress));

    public Task<bool> MayAsync(string target, string action) => Task.FromResult(true); // was asked before there was a job

    public Task<string> PathAsync(string path) => Task.FromResult(Path.GetFullPath(path));
}
