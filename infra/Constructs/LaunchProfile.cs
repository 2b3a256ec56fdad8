using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.SSM;
using Constructs;
using Muster.Infra.Settings;

namespace Muster.Infra.Constructs;

/// <summary>What <see cref="LaunchProfile"/> is made of.</summary>
/// <param name="Deployment">The deployment's name.</param>
/// <param name="Settings">The profile, as it was asked for.</param>
/// <param name="InstanceProfileArn">The instances' own profile.</param>
/// <param name="SecurityGroup">What may reach them: nothing.</param>
/// <param name="Network">The network, as it was asked for; part of the digest.</param>
/// <param name="UserData">What they run at their start; null: nothing.</param>
internal sealed record LaunchProfileProps(
    string Deployment, ProfileSettings Settings, string InstanceProfileArn, string SecurityGroup, string Network, string? UserData);

/// <summary>
/// A launch template, named by the digest of what it is made of: another image, role, key, network or start script is another template, and
/// what an intent names never changes under it. That holds for a parameter's image, too: a newer one is taken with the next template.
/// </summary>
internal sealed class LaunchProfile : Construct
{
    private const string AmazonLinux = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
    private readonly LaunchProfileProps props;

    /// <summary>Makes it.</summary>
    public LaunchProfile(Construct scope, string id, LaunchProfileProps props) : base(scope, id)
    {
        this.props = props;
        Name = NameOf(props);
        Template = new CfnLaunchTemplate(this, "Template", new CfnLaunchTemplateProps { LaunchTemplateName = Name, LaunchTemplateData = Data() });
    }

    /// <summary>The template's name.</summary>
    public string Name { get; }

    /// <summary>The template.</summary>
    public CfnLaunchTemplate Template { get; }

    /// <summary>Whether its instances have a key pair.</summary>
    public bool HasKeyPair => props.Settings.KeyPair is not null;

    /// <summary>What the spoke tells of it.</summary>
    public JsonObject Told => new()
    {
        ["name"] = Name,
        ["architecture"] = props.Settings.Architecture,
        ["ami"] = props.Settings.Ami,
        ["iamRole"] = props.Settings.IamRole,
        ["keyPair"] = props.Settings.KeyPair,
        ["hibernates"] = props.Settings.Hibernates,
    };

    private static string NameOf(LaunchProfileProps props)
    {
        var parts = JsonSerializer.Serialize((string?[])
        [
            props.Settings.Architecture, props.Settings.Ami, props.Settings.IamRole, props.Settings.KeyPair,
            $"{props.Settings.Hibernates} {props.Settings.RootDevice} {props.Settings.DiskGib}", props.Network, props.UserData,
        ]);
        return $"muster-{props.Deployment}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts)))[..12]}";
    }

    private CfnLaunchTemplate.LaunchTemplateDataProperty Data() => new()
    {
        ImageId = Image(),
        KeyName = props.Settings.KeyPair,
        IamInstanceProfile = new CfnLaunchTemplate.IamInstanceProfileProperty { Arn = props.InstanceProfileArn },
        SecurityGroupIds = [props.SecurityGroup],
        // An agent that shuts its machine down ends it: nothing is left behind that costs.
        InstanceInitiatedShutdownBehavior = "terminate",
        MetadataOptions = new CfnLaunchTemplate.MetadataOptionsProperty
        {
            HttpEndpoint = "enabled",
            HttpTokens = "required",
            HttpPutResponseHopLimit = 1,
            InstanceMetadataTags = "enabled",
        },
        HibernationOptions = props.Settings.Hibernates ? new CfnLaunchTemplate.HibernationOptionsProperty { Configured = true } : null,
        BlockDeviceMappings = new[]
        {
            new CfnLaunchTemplate.BlockDeviceMappingProperty
            {
                DeviceName = props.Settings.RootDevice,
                Ebs = new CfnLaunchTemplate.EbsProperty { VolumeType = "gp3", VolumeSize = props.Settings.DiskGib, Encrypted = true, DeleteOnTermination = true },
            },
        },
        UserData = props.UserData is { } text ? Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) : null,
    };

    // A parameter is read when the stack is deployed, not at each launch: fleets do not take such parameters.
    private string Image() => props.Settings.Ami is { } id && id[0] != '/'
        ? id
        : StringParameter.ValueForTypedStringParameterV2(this, props.Settings.Ami ?? AmazonLinux, ParameterValueType.AWS_EC2_IMAGE_ID);
}
