namespace Muster.Aws.Blobs.Calls;

/// <summary>A call of S3, as errors tell of it.</summary>
/// <param name="Name">The operation's name in the S3 API.</param>
/// <param name="Done">What could not be done to a blob when it fails, such as "written".</param>
/// <param name="Rights">The IAM actions that it needs.</param>
internal sealed record S3Call(string Name, string Done, string Rights)
{
    private const string ReadRights = "s3:GetObject on the objects and s3:ListBucket on the bucket (without the latter S3 refuses keys where nothing is, too)";

    public static S3Call Put { get; } = new("PutObject", "written", "s3:PutObject");

    public static S3Call Begin { get; } = new("CreateMultipartUpload", "written", "s3:PutObject");

    public static S3Call SendPart { get; } = new("UploadPart", "written", "s3:PutObject");

    public static S3Call Complete { get; } = new("CompleteMultipartUpload", "written", "s3:PutObject");

    public static S3Call Abort { get; } = new("AbortMultipartUpload", "cleared of an unfinished upload", "s3:AbortMultipartUpload");

    public static S3Call Get { get; } = new("GetObject", "read", ReadRights);

    public static S3Call Head { get; } = new("HeadObject", "looked up", ReadRights);

    public static S3Call HeadBucket { get; } = new("HeadBucket", "looked up", "s3:ListBucket");

    public static S3Call Delete { get; } = new("DeleteObject", "removed", "s3:DeleteObject");

    public static S3Call List { get; } = new("ListObjectsV2", "listed", "s3:ListBucket");

    public static S3Call ListUploads { get; } = new("ListMultipartUploads", "listed", "s3:ListBucketMultipartUploads");
}
