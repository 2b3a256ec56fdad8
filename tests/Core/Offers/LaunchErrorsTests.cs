using System.Text.Json;
using Muster.Offers;

namespace Muster.Tests.Core.Offers;

public sealed class LaunchErrorsTests
{
    private const string Id = "Request ID: 78dd4a4b-7986-5e1d-bcac-2bbf6837a751";

    /// <summary>What Step Functions shows of failed calls: the AWS SDK for Java gives EC2's text, its status and its request's id, and hardly ever its code.</summary>
    [Theory]
    [InlineData("We currently do not have sufficient m5.large capacity in the Availability Zone you requested (us-east-1a). Our system will be working on provisioning additional capacity. You can currently get m5.large capacity by not specifying an Availability Zone in your request or choosing us-east-1b. (Service: Ec2, Status Code: 500, Request ID: 1)", "InsufficientInstanceCapacity", LaunchErrorKind.Capacity)]
    [InlineData("There is no Spot capacity available that matches your request. (Service: Ec2, Status Code: 500, " + Id + ")", "InsufficientInstanceCapacity", LaunchErrorKind.Capacity)]
    [InlineData("Max spot instance count exceeded (Service: Ec2, Status Code: 400, " + Id + ") (SDK Attempt Count: 1)", "MaxSpotInstanceCountExceeded", LaunchErrorKind.Capacity)]
    [InlineData("Your Spot request price of 0.001 is lower than the minimum required Spot request fulfillment price of 0.0218. (Service: Ec2, Status Code: 400, " + Id + ")", "SpotMaxPriceTooLow", LaunchErrorKind.Capacity)]
    [InlineData("Unable to fulfill capacity due to your request configuration. Please adjust your request and try again. (Service: Ec2, Status Code: 400, " + Id + ")", "UnfulfillableCapacity", LaunchErrorKind.Capacity)]
    [InlineData("You have requested more vCPU capacity than your current vCPU limit of 32 allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit. (Service: Ec2, Status Code: 400, " + Id + ")", "VcpuLimitExceeded", LaunchErrorKind.Capacity)]
    [InlineData("You have requested more instances (3) than your current instance limit of 2 allows for the specified instance type. (Service: Ec2, Status Code: 400, " + Id + ")", "InstanceLimitExceeded", LaunchErrorKind.Capacity)]
    [InlineData("There are not enough free addresses in subnet 'subnet-0abc' to satisfy the requested number of instances. (Service: Ec2, Status Code: 400, " + Id + ")", "InsufficientFreeAddressesInSubnet", LaunchErrorKind.Capacity)]
    [InlineData("The maximum number of fleets is reached (Service: Ec2, Status Code: 400, " + Id + ", Error Code: MaxFleetCountExceeded)", "MaxFleetCountExceeded", LaunchErrorKind.Capacity)]
    [InlineData("The targeted Capacity Reservation does not have enough available instance capacity. (Service: Ec2, Status Code: 400, " + Id + ")", "ReservationCapacityExceeded", LaunchErrorKind.Capacity)]
    [InlineData("Your requested instance type (m5.large) is not supported in your requested Availability Zone (us-east-1e). Please retry your request by not specifying an Availability Zone or choosing us-east-1a. (Service: Ec2, Status Code: 400, " + Id + ")", "Unsupported", LaunchErrorKind.Capacity)]
    [InlineData("Request limit exceeded. Account 111122223333 has been throttled on ec2:CreateFleet because it exceeded its request rate limit. (Service: Ec2, Status Code: 503, " + Id + ")", "RequestLimitExceeded", LaunchErrorKind.Throttled)]
    [InlineData("Rate exceeded (Service: Ec2, Status Code: 400, " + Id + ")", "Throttling", LaunchErrorKind.Throttled)]
    [InlineData("Arguments on this idempotent request are inconsistent with arguments used in previous request(s). (Service: Ec2, Status Code: 400, " + Id + ")", "IdempotentParameterMismatch", LaunchErrorKind.AlreadyAsked)]
    [InlineData("An internal error has occurred (Service: Ec2, Status Code: 500, " + Id + ")", "InternalError", LaunchErrorKind.NoAnswer)]
    [InlineData("Something new broke (Service: Ec2, Status Code: 500, " + Id + ")", "InternalError", LaunchErrorKind.NoAnswer)]
    [InlineData("The image id '[ami-02d081c743d676996]' does not exist (Service: Ec2, Status Code: 400, " + Id + ", Error Code: InvalidAMIID.NotFound)", "InvalidAMIID.NotFound", LaunchErrorKind.Other)]
    [InlineData("UnauthorizedOperation: You are not authorized to perform this operation. (Service: Ec2, Status Code: 403, " + Id + ")", "UnauthorizedOperation", LaunchErrorKind.Other)]
    [InlineData("You are not authorized to perform this operation. (Service: Ec2, Status Code: 403, " + Id + ")", "Ec2Exception", LaunchErrorKind.Other)]
    [InlineData("", "Ec2Exception", LaunchErrorKind.Other)]
    public void Failed_call_is_known_by_its_code_or_its_text(string cause, string code, LaunchErrorKind kind)
    {
        var error = LaunchErrors.OfFailure("Ec2.Ec2Exception", cause);

        Assert.Equal((code, kind), (error.Code, error.Kind));
        Assert.Equal(cause.Split(" (Service:")[0], error.Message);
    }

    [Theory]
    [InlineData("States.Timeout", null, LaunchErrorKind.NoAnswer)]
    [InlineData("Ec2.SdkClientException", "Unable to execute HTTP request", LaunchErrorKind.NoAnswer)]
    [InlineData("States.Permissions", "The role is not authorized", LaunchErrorKind.Other)]
    [InlineData("Ec2.Ec2Exception", null, LaunchErrorKind.Other)]
    public void Failure_without_an_answer_of_ec2_is_told_from_one_with(string error, string? cause, LaunchErrorKind kind)
    {
        var found = LaunchErrors.OfFailure(error, cause);

        Assert.Equal(kind, found.Kind);
        Assert.Equal(kind == LaunchErrorKind.Other, found.IsAnswer);
    }

    [Theory]
    [InlineData("InsufficientInstanceCapacity")]
    [InlineData("MaxSpotInstanceCountExceeded")]
    [InlineData("SpotMaxPriceTooLow")]
    [InlineData("UnfulfillableCapacity")]
    [InlineData("VcpuLimitExceeded")]
    [InlineData("InstanceLimitExceeded")]
    [InlineData("InsufficientFreeAddressesInSubnet")]
    [InlineData("MaxFleetCountExceeded")]
    [InlineData("ReservationCapacityExceeded")]
    [InlineData("Unsupported")]
    public void Capacity_codes_mean_the_same_in_both_ways(string code)
    {
        Assert.Equal(LaunchErrorKind.Capacity, LaunchErrors.OfFleet(code, "any text").Kind);
        Assert.Equal(LaunchErrorKind.Capacity, LaunchErrors.OfFleet($"Client.{code}", null).Kind);
        Assert.Equal(code, LaunchErrors.OfFleet($"Server.{code}", null).Code);
        Assert.Equal(LaunchErrorKind.Capacity, LaunchErrors.OfFailure("Ec2.Ec2Exception", $"any text (Service: Ec2, Status Code: 400, Request ID: 1, Error Code: {code})").Kind);
    }

    [Theory]
    [InlineData("RequestLimitExceeded")]
    [InlineData("Throttling")]
    [InlineData("ThrottlingException")]
    [InlineData("EC2ThrottledException")]
    public void Throttling_is_never_a_lack_of_capacity(string code) => Assert.Equal(LaunchErrorKind.Throttled, LaunchErrors.OfFleet(code, "Insufficient capacity.").Kind);

    [Fact]
    public void Fleet_that_says_a_zone_has_no_such_type_says_unsupported()
    {
        var error = LaunchErrors.OfFleet("InvalidFleetConfiguration", "Your requested instance type (trn1.2xlarge) is not supported in your requested Availability Zone (us-east-2a).");

        Assert.Equal((LaunchErrorKind.Capacity, "Unsupported", "trn1.2xlarge", "us-east-2a"), (error.Kind, error.Code, error.InstanceType, error.Zone));
        Assert.Equal(LaunchErrorKind.Other, LaunchErrors.OfFleet("InvalidFleetConfiguration", "The fleet configuration contains duplicate instance pools.").Kind);
    }

    [Fact]
    public void Failed_call_tells_type_and_zone_where_its_text_does()
    {
        var error = LaunchErrors.OfFailure("Ec2.Ec2Exception", "We currently do not have sufficient c6a.large capacity in the Availability Zone you requested (us-east-2a). Choose us-east-2b. (Service: Ec2, Status Code: 500)");

        Assert.Equal(("c6a.large", "us-east-2a"), (error.InstanceType, error.Zone));
    }

    [Fact]
    public void Answer_of_a_partial_fleet_is_read_whole()
    {
        using var json = JsonDocument.Parse("""
            {
              "FleetId": "fleet-1",
              "Errors": [
                {"LaunchTemplateAndOverrides": {"LaunchTemplateSpecification": {"LaunchTemplateId": "lt-1", "Version": "1"}, "Overrides": {"InstanceType": "c5.large", "SubnetId": "subnet-a"}},
                 "Lifecycle": "spot", "ErrorCode": "InsufficientInstanceCapacity", "ErrorMessage": "There is no Spot capacity available that matches your request."}
              ],
              "Instances": [
                {"LaunchTemplateAndOverrides": {"Overrides": {"InstanceType": "m5.large", "SubnetId": "subnet-b", "AvailabilityZone": "eu-west-1b"}},
                 "Lifecycle": "spot", "InstanceIds": ["i-1", "i-2"], "InstanceType": "m5.large"},
                {"LaunchTemplateAndOverrides": {"Overrides": {"InstanceType": "m5.xlarge"}}, "Lifecycle": "on-demand", "InstanceIds": ["i-3"]}
              ]
            }
            """);

        var answer = FleetAnswer.Read(json.RootElement);

        Assert.Equal(
            [new("i-1", "m5.large", "subnet-b", "eu-west-1b", true), new("i-2", "m5.large", "subnet-b", "eu-west-1b", true), new FleetInstance("i-3", "m5.xlarge", null, null, false)],
            answer.Instances);
        Assert.Equal(
            [new LaunchError(LaunchErrorKind.Capacity, "InsufficientInstanceCapacity", "There is no Spot capacity available that matches your request.") { InstanceType = "c5.large", Subnet = "subnet-a", Spot = true }],
            answer.Errors);
        Assert.Equal("InsufficientInstanceCapacity: There is no Spot capacity available that matches your request.", answer.Errors[0].Text);
    }

    [Fact]
    public void Answer_without_instances_and_errors_is_an_empty_fleet()
    {
        using var json = JsonDocument.Parse("""{"FleetId": "fleet-1"}""");
        using var text = JsonDocument.Parse("\"no\"");

        Assert.Equal((0, 0), (FleetAnswer.Read(json.RootElement).Instances.Count, FleetAnswer.Read(json.RootElement).Errors.Count));
        Assert.Equal("The answer of CreateFleet is an object, not String.", Assert.Throws<FormatException>(() => FleetAnswer.Read(text.RootElement)).Message);
    }
}
