using Muster.Aws.Repeats;
using Muster.Stores;

namespace Muster.Aws.Blobs.Calls;

/// <summary>Makes calls of S3: retries those whose error may pass, with back-off and jitter, and tells what is left in the terms of the port.</summary>
internal sealed class S3Calls
{
    /// <summary>Most tries of a call.</summary>
    public const int MostTries = 6;

    private static readonly TimeSpan s_firstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(20);

    private readonly S3BlobPlace place;
    private readonly RepeatedCall repeated;

    /// <summary>Calls on a place.</summary>
    /// <param name="place">Where, as errors tell.</param>
    /// <param name="time">Waits between tries.</param>
    /// <param name="chance">0 inclusive to 1 exclusive: the jitter.</param>
    public S3Calls(S3BlobPlace place, TimeProvider time, Func<double> chance)
    {
        this.place = place;
        repeated = new(RepeatedCall.PolicyOf(MostTries, s_firstWait, s_longestWait), time, chance, S3Fault.MayPass);
    }

    /// <summary>Makes a call.</summary>
    /// <param name="call">Which one.</param>
    /// <param name="subject">On what, such as "The blob runs/1".</param>
    /// <param name="body">Makes it once; an error that is an answer is caught there.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="StoreUnavailableException">It failed again and again with errors that may pass.</exception>
    /// <exception cref="AwsProblemException">S3 refused it.</exception>
    public async Task<T> RunAsync<T>(S3Call call, string subject, Func<CancellationToken, Task<T>> body, CancellationToken cancel)
    {
        try
        {
            return await repeated.RunAsync(body, cancel);
        }
        catch (Exception error) when (S3Fault.MayPass(error) && !cancel.IsCancellationRequested)
        {
            throw new StoreUnavailableException(
                $"{Failed(call, subject)} {MostTries} times, last: {S3Fault.Told(error)} Check the network and the region, then try again.", error);
        }
        catch (Exception error) when (error is Amazon.Runtime.AmazonClientException or Amazon.Runtime.AmazonServiceException && !cancel.IsCancellationRequested)
        {
            throw new AwsProblemException($"{Failed(call, subject)}: {S3Fault.Told(error)} {S3Fault.Advice(error, call, place)}", error);
        }
    }

    private string Failed(S3Call call, string subject) => $"{subject} could not be {call.Done}: {call.Name} on the bucket {place.Bucket} ({place.Region}) failed";
}
