using System.Management.Automation;

namespace Muster.PowerShell;

/// <summary>Errors that are told and not thrown: what cannot be given, or did not come about, while the cmdlet goes on.</summary>
internal static class ToldErrors
{
    /// <summary>Something is gone, or not there yet.</summary>
    public static CmdletError NotAvailable(string text, object target) => new(ErrorId.NotAvailable, ErrorCategory.ObjectNotFound, CmdletWords.Of(text), target);

    /// <summary>No engine or agent could be started, or stopped.</summary>
    public static CmdletError EngineFailed(string text, object target) => new(ErrorId.EngineFailed, ErrorCategory.ResourceUnavailable, CmdletWords.Of(text), target);

    /// <summary>Time was up; what was waited for goes on.</summary>
    public static CmdletError TimedOut(string text, object target) => new(ErrorId.WaitTimedOut, ErrorCategory.OperationTimeout, CmdletWords.Of(text), target);

    /// <summary>A file was not copied.</summary>
    public static CmdletError NotCopied(string path, string problem) => new(ErrorId.FileFailed, ErrorCategory.WriteError, $"{path} was not copied: {problem}", path);

    /// <summary>No template has this name.</summary>
    public static CmdletError NoTemplate(string text, string name) => new(ErrorId.TemplateNotFound, ErrorCategory.ObjectNotFound, CmdletWords.Of(text), name) { Cure = "See what there is: Get-MusterTemplate" };

    /// <summary>No agent of this machine has this name.</summary>
    public static CmdletError NoAgent(string name, string store) =>
        new(ErrorId.AgentNotFound, ErrorCategory.ObjectNotFound, $"No agent '{name}' of {store} is on this machine.", name) { Cure = "See what there is: Get-MusterAgent" };

    /// <summary>A step of a deployment failed.</summary>
    public static CmdletError DeploymentFailed(string text, string store) =>
        new(ErrorId.DeploymentFailed, ErrorCategory.OperationStopped, CmdletWords.Of(text), store) { Cure = "See what the CDK said: Update-MusterPlatform -Verbose" };
}
