namespace Crm.Webhooks.Follow;

/// <summary>What webhooks are told of. A request's <c>type</c> is the content type in lower case and one of these: <c>person.updated</c>.</summary>
internal static class WebhookEvent
{
    public const string Created = "created";
    public const string Updated = "updated";
    public const string Deleted = "deleted";
    public const string Restored = "restored";

    /// <summary>The record was merged into another one.</summary>
    public const string Merged = "merged";

    /// <summary>A test that an administrator asks for.</summary>
    public const string Ping = "ping";

    /// <summary>Those to choose from.</summary>
    public static readonly IReadOnlyList<string> Kinds = [Created, Updated, Deleted, Restored, Merged];

    /// <summary>The <c>type</c> of a request.</summary>
    public static string TypeOf(string contentType, string kind) => $"{contentType.ToLowerInvariant()}.{kind}";

    /// <summary>The kind that a <c>type</c> ends in.</summary>
    public static string KindOf(string type) => type[(type.LastIndexOf('.') + 1)..];
}
