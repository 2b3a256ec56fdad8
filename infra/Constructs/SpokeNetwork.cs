using System.Text.Json.Nodes;
using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Constructs;
using Muster.Infra.Settings;

namespace Muster.Infra.Constructs;

/// <summary>What <see cref="SpokeNetwork"/> is made of.</summary>
/// <param name="Region">The region.</param>
/// <param name="Settings">The network that was asked for.</param>
internal sealed record SpokeNetworkProps(string Region, NetworkSettings Settings);

/// <summary>
/// Where a spoke's instances are: a network that is there, or one with a public subnet in each of two zones, which every region has. It has
/// no NAT gateway, which would cost more than the whole platform at rest; instances reach out by addresses of their own, and nothing reaches in.
/// </summary>
internal sealed class SpokeNetwork : Construct
{
    private const int CreatedSubnets = 2;
    private readonly List<(string Id, string Zone)> subnets = [];

    /// <summary>Makes it.</summary>
    public SpokeNetwork(Construct scope, string id, SpokeNetworkProps props) : base(scope, id)
    {
        var vpc = props.Settings.Vpc ?? Create(props.Region);
        subnets.AddRange(props.Settings.Subnets.Select(subnet => (subnet.Id, subnet.Zone)));
        SecurityGroup = new CfnSecurityGroup(this, "NothingIn", new CfnSecurityGroupProps
        {
            VpcId = vpc,
            GroupDescription = "Instances of Muster: nothing comes in, all may go out.",
            SecurityGroupEgress = new[] { new CfnSecurityGroup.EgressProperty { IpProtocol = "-1", CidrIp = "0.0.0.0/0", Description = "All" } },
        });
    }

    /// <summary>The group of the instances.</summary>
    public CfnSecurityGroup SecurityGroup { get; }

    /// <summary>The subnets' ids.</summary>
    public IReadOnlyList<string> SubnetIds => [.. subnets.Select(subnet => subnet.Id)];

    /// <summary>What the spoke tells of them.</summary>
    public JsonArray Told => new([.. subnets.Select(subnet => (JsonNode)new JsonObject { ["id"] = subnet.Id, ["zone"] = subnet.Zone })]);

    private string Create(string region)
    {
        var vpc = new CfnVPC(this, "Vpc", new CfnVPCProps { CidrBlock = "10.80.0.0/16", EnableDnsHostnames = true, EnableDnsSupport = true });
        var gateway = new CfnInternetGateway(this, "Gateway");
        var attached = new CfnVPCGatewayAttachment(this, "Attached", new CfnVPCGatewayAttachmentProps { VpcId = vpc.Ref, InternetGatewayId = gateway.Ref });
        var routes = new CfnRouteTable(this, "Routes", new CfnRouteTableProps { VpcId = vpc.Ref });
        var route = new CfnRoute(this, "Out", new CfnRouteProps { RouteTableId = routes.Ref, DestinationCidrBlock = "0.0.0.0/0", GatewayId = gateway.Ref });
        route.AddDependency(attached);
        for (var i = 0; i < CreatedSubnets; i++)
            subnets.Add(Subnet(i, vpc, routes));
        // Results go to S3 and records to DynamoDB without leaving AWS's network, and at no price.
        foreach (var service in (string[])["s3", "dynamodb"])
            _ = new CfnVPCEndpoint(this, $"To-{service}", new CfnVPCEndpointProps { VpcId = vpc.Ref, ServiceName = $"com.amazonaws.{region}.{service}", RouteTableIds = [routes.Ref], VpcEndpointType = "Gateway" });
        return vpc.Ref;
    }

    // A /18 holds 16,379 instances.
    private (string Id, string Zone) Subnet(int index, CfnVPC vpc, CfnRouteTable routes)
    {
        var subnet = new CfnSubnet(this, $"Subnet{index}", new CfnSubnetProps
        {
            VpcId = vpc.Ref,
            CidrBlock = $"10.80.{index * 64}.0/18",
            AvailabilityZone = Fn.Select(index, Fn.GetAzs()),
            MapPublicIpOnLaunch = true,
        });
        _ = new CfnSubnetRouteTableAssociation(this, $"Routed{index}", new CfnSubnetRouteTableAssociationProps { SubnetId = subnet.Ref, RouteTableId = routes.Ref });
        return (subnet.Ref, subnet.AttrAvailabilityZone);
    }
}
