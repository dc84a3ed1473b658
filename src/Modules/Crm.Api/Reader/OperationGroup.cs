using Microsoft.OpenApi;

namespace Crm.Api.Reader;

/// <summary>The operations of one subject (one tag of the document).</summary>
/// <param name="Name">The tag.</param>
/// <param name="Operations">By path, reading before writing.</param>
public sealed record OperationGroup(string Name, IReadOnlyList<ShownOperation> Operations)
{
    /// <summary>Reads them out of the document.</summary>
    public static IReadOnlyList<OperationGroup> Of(OpenApiDocument document)
        => [.. document.Paths
            .SelectMany(path => (path.Value.Operations ?? []).Select(operation => (Tag: operation.Value.Tags?.FirstOrDefault()?.Name ?? "", Shown: ShownOperation.Of(operation.Key.Method, path.Key, operation.Value))))
            .GroupBy(found => found.Tag, found => found.Shown)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new OperationGroup(group.Key, [.. group.OrderBy(operation => operation.Path, StringComparer.Ordinal).ThenBy(operation => operation.Order)]))];
}

/// <summary>One operation as the reader shows it.</summary>
/// <param name="Method">GET, POST …</param>
/// <param name="Path">The address, with its parameters in braces.</param>
/// <param name="Summary">What it does, as the code says it.</param>
/// <param name="Parameters">What it takes in the address.</param>
/// <param name="Bodies">Media types of the body.</param>
/// <param name="Statuses">The statuses it answers.</param>
public sealed record ShownOperation(
    string Method, string Path, string Summary, IReadOnlyList<ShownParameter> Parameters, IReadOnlyList<string> Bodies, IReadOnlyList<string> Statuses)
{
    private static readonly string[] s_order = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>Anchor of the page.</summary>
    public string Id => (Method + Path).ToLowerInvariant().Replace('/', '-').Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);

    /// <summary>Reading is harmless, deleting is not.</summary>
    public string Tone => Method switch { "GET" => "info", "DELETE" => "bad", _ => "good" };

    /// <summary>Reading first, deleting last.</summary>
    public int Order => Array.IndexOf(s_order, Method);

    internal static ShownOperation Of(string method, string path, OpenApiOperation operation) => new(
        method.ToUpperInvariant(), path, operation.Summary ?? "",
        [.. (operation.Parameters ?? []).Select(ShownParameter.Of)], Keys(operation.RequestBody?.Content), Keys(operation.Responses));

    private static IReadOnlyList<string> Keys<T>(IDictionary<string, T>? found) => found is null ? [] : [.. found.Keys];
}

/// <summary>A parameter in the address.</summary>
/// <param name="Name">Its name.</param>
/// <param name="InPath">In the path, else in the query.</param>
/// <param name="Kind">"text", "whole number", "number", "yes or no".</param>
/// <param name="Required">Whether it must be given.</param>
public sealed record ShownParameter(string Name, bool InPath, string Kind, bool Required)
{
    internal static ShownParameter Of(IOpenApiParameter parameter) => new(parameter.Name ?? "", parameter.In == ParameterLocation.Path, KindOf(parameter.Schema?.Type ?? JsonSchemaType.String), parameter.Required);

    // A number may also be sent as text: the narrower of the two says more.
    private static string KindOf(JsonSchemaType type)
        => type.HasFlag(JsonSchemaType.Integer) ? "whole number" : type.HasFlag(JsonSchemaType.Number) ? "number" : type.HasFlag(JsonSchemaType.Boolean) ? "yes or no" : "text";
}
