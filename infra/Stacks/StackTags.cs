using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Muster.Aws.Contracts;
using Muster.Infra.Settings;

namespace Muster.Infra.Stacks;

/// <summary>What all stacks get at last: tags, by which costs are told apart, and the bound of their roles, if there is one.</summary>
internal static class StackTags
{
    /// <summary>The tag that says whether something is the hub's or a spoke's.</summary>
    public const string Part = "muster:part";

    /// <summary>Adds them.</summary>
    public static void Add(Construct stack, PlatformSettings settings, string part)
    {
        Tags.Of(stack).Add(PlatformTags.Deployment, settings.Hub.Deployment);
        Tags.Of(stack).Add(Part, part);
        if (settings.PermissionsBoundary is { } boundary)
            Amazon.CDK.AWS.IAM.PermissionsBoundary.Of(stack).Apply(ManagedPolicy.FromManagedPolicyName(stack, "Boundary", boundary));
    }
}
