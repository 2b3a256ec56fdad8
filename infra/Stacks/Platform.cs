using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Muster.Infra.Settings;

namespace Muster.Infra.Stacks;

/// <summary>A deployment's stacks: the hub, then its spokes. None refers to another, so they can be in any accounts and regions.</summary>
internal static class Platform
{
    /// <summary>Adds them to an app.</summary>
    /// <param name="app">The app.</param>
    /// <param name="settings">What is deployed.</param>
    /// <param name="placeholder">The folder that stands in for the functions where they are not named.</param>
    public static void AddTo(App app, PlatformSettings settings, string placeholder)
    {
        var hub = new HubStack(app, settings, Code.FromAsset(settings.FunctionsFolder ?? placeholder));
        if (settings.FunctionsFolder is null)
            Annotations.Of(hub).AddWarningV2("muster:placeholder", "The functions are a placeholder, which is good to look at templates, and not to deploy. Name the folder of the published ones: --context muster.functions=FOLDER");
        foreach (var spoke in settings.Spokes)
        {
            var stack = new SpokeStack(app, settings, spoke);
            if (settings.UserData is null)
                Annotations.Of(stack).AddWarningV2("muster:no-agent", "Instances run nothing at their start, so no agent comes and they only cost. Name the file with what they run: --context muster.userData=FILE");
        }
    }
}
