namespace Muster.PowerShell;

/// <summary>The ids of errors: stable, for scripts. <c>about_Muster_Errors</c> is made from what is said of them here: when they come, and what helps.</summary>
internal enum ErrorId
{
    /// <summary>Parameters do not go together, or a value cannot be.</summary>
    /// <remarks>The message names the value and what is allowed. Get-Help CMDLET -Parameter NAME says what it means.</remarks>
    InvalidArgument,
    /// <summary>A spec file was refused.</summary>
    /// <remarks>Test-MusterSpec gives one object per problem, with file, line and column, and often the word that was meant.</remarks>
    InvalidSpec,
    /// <summary>No run is meant.</summary>
    /// <remarks>Get-MusterRun lists what there is. Is it another store? Get-MusterContext names the one that was looked into.</remarks>
    RunNotFound,
    /// <summary>No such point.</summary>
    /// <remarks>Points are counted from 0; Get-MusterPoint RUN lists them.</remarks>
    PointNotFound,
    /// <summary>No such job.</summary>
    /// <remarks>Get-MusterJob RUN lists the jobs of a run's graph.</remarks>
    JobNotFound,
    /// <summary>No such template.</summary>
    /// <remarks>Get-MusterTemplate lists what there is, built in and your own.</remarks>
    TemplateNotFound,
    /// <summary>No such agent is on this machine.</summary>
    /// <remarks>Get-MusterAgent lists those that are.</remarks>
    AgentNotFound,
    /// <summary>There is no store.</summary>
    /// <remarks>Choose another by Set-MusterContext or -Store. A store on this machine is made by the first Submit-MusterRun; one on AWS by Update-MusterPlatform.</remarks>
    StoreNotFound,
    /// <summary>The store gives no answer.</summary>
    /// <remarks>Test-MusterHealth says what is wrong with it: rights, credentials, the network, a disk that is full.</remarks>
    StoreUnavailable,
    /// <summary>The run's state does not allow it.</summary>
    /// <remarks>The message names both states. A run that has not ended is cancelled by Stop-MusterRun first; one that ended is begun again by Restart-MusterRun.</remarks>
    RunStateRefused,
    /// <summary>What is asked for is gone, or not there yet.</summary>
    /// <remarks>Output of attempts that were pruned does not come back. What has not started has written nothing yet: Get-MusterWaitReason says why.</remarks>
    NotAvailable,
    /// <summary>A run failed.</summary>
    /// <remarks>The error's TargetObject is the run. Get-MusterPoint RUN -State Failed, Get-MusterLog and Get-MusterWaitReason say why; Restart-MusterRun does again what failed.</remarks>
    RunFailed,
    /// <summary>A run was cancelled.</summary>
    /// <remarks>The error's TargetObject is the run. Restart-MusterRun does the rest.</remarks>
    RunCancelled,
    /// <summary>A wait timed out.</summary>
    /// <remarks>The run goes on. Get-MusterWaitReason says what it waits for; Wait-MusterRun waits again.</remarks>
    WaitTimedOut,
    /// <summary>A file could not be read or written.</summary>
    /// <remarks>The message names the file and what the system said: rights, space, or another program that has it open.</remarks>
    FileFailed,
    /// <summary>No engine or agent could be started, or stopped.</summary>
    /// <remarks>engine.log in the store has what it said. Test-MusterHealth checks what it needs.</remarks>
    EngineFailed,
    /// <summary>A step of a deployment failed.</summary>
    /// <remarks>The message says which; what the CDK said is in the verbose stream: Update-MusterPlatform -Verbose.</remarks>
    DeploymentFailed,
    /// <summary>A script block holds what cannot travel.</summary>
    /// <remarks>Let it use its parameters and plain values by $using:. See about_Muster_ScriptBlocks.</remarks>
    ScriptBlockRefused,
    /// <summary>A fault in Muster itself.</summary>
    /// <remarks>Please report it with the lines of its message.</remarks>
    Fault,
}
