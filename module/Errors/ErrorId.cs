namespace Muster.PowerShell;

/// <summary>The ids of errors: stable, for scripts. <c>about_Muster_Errors</c> lists them.</summary>
internal enum ErrorId
{
    /// <summary>Parameters do not go together, or a value cannot be.</summary>
    InvalidArgument,
    /// <summary>A spec file was refused.</summary>
    InvalidSpec,
    /// <summary>No run is meant.</summary>
    RunNotFound,
    /// <summary>No such point.</summary>
    PointNotFound,
    /// <summary>No such job.</summary>
    JobNotFound,
    /// <summary>No such template.</summary>
    /// <remarks>Get-MusterTemplate lists what there is, built in and your own.</remarks>
    TemplateNotFound,
    /// <summary>No such agent is on this machine.</summary>
    /// <remarks>Get-MusterAgent lists those that are.</remarks>
    AgentNotFound,
    /// <summary>There is no store.</summary>
    StoreNotFound,
    /// <summary>The store gives no answer.</summary>
    StoreUnavailable,
    /// <summary>The run's state does not allow it.</summary>
    RunStateRefused,
    /// <summary>What is asked for is gone, or not there yet.</summary>
    NotAvailable,
    /// <summary>A run failed.</summary>
    RunFailed,
    /// <summary>A run was cancelled.</summary>
    RunCancelled,
    /// <summary>A wait timed out.</summary>
    WaitTimedOut,
    /// <summary>A file could not be read or written.</summary>
    FileFailed,
    /// <summary>No engine or agent could be started, or stopped.</summary>
    EngineFailed,
    /// <summary>A step of a deployment failed.</summary>
    /// <remarks>The message says which; what the CDK said is in the verbose stream: Update-MusterPlatform -Verbose.</remarks>
    DeploymentFailed,
    /// <summary>A script block holds what cannot travel.</summary>
    ScriptBlockRefused,
    /// <summary>A fault in Muster itself.</summary>
    Fault,
}
