using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Api.Items;
using Crm.Api.Requests;
using Crm.Kernel.Content;
using Crm.Kernel.Queries;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Api.Queries;

/// <summary>
/// <c>api/queries/{name}?parameters={…}</c>, as in Orchard Core. The rows of a query cannot be filtered by field, so it asks for the right to see everything.
/// </summary>
internal static class QueryEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var queries = routes.MapGroup("/api/queries").RequireRight(StandardPermissions.SeesEverything.Name).WithTags("Queries")
            .AddEndpointFilter((context, next) => context.HttpContext.RequestServices.GetRequiredService<RequestPace>().InvokeAsync(context, next));
        queries.MapGet("/{name}", GetAsync).WithSummary("Runs a named query; parameters is a JSON object");
        queries.MapPost("/{name}", PostAsync).Accepts<JsonObject>("application/json").WithSummary("The same, with the parameters as the body");
    }

    private static Task<IResult> GetAsync(HttpContext http, NamedQueries queries, ItemGate gate, IStringLocalizer<StoredQuery> text, string name, string? parameters)
        => AnswerAsync(http, queries, gate, text, name, parameters);

    private static async Task<IResult> PostAsync(HttpContext http, NamedQueries queries, ItemGate gate, IStringLocalizer<StoredQuery> text, string name, string? parameters)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        return await AnswerAsync(http, queries, gate, text, name, body.Length > 0 ? body : parameters);
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, NamedQueries queries, ItemGate gate, IStringLocalizer text, string name, string? parameters)
    {
        if (await queries.FindAsync(name) is not { } query)
        {
            return Problems.Of(404, text["There is no query “{0}”.", name]);
        }

        try
        {
            var rows = await queries.ExecuteAsync(query, Read(parameters), http.RequestAborted);
            var sight = await gate.SightAsync(http.User);
            var items = new JsonArray([.. rows.Select(row => row is ContentItem item ? sight.Project(item) : ((JsonNode)row).DeepClone())]);
            return Results.Text(new JsonObject { ["items"] = items }.ToJsonString(), "application/json");
        }
        catch (QueryException fault)
        {
            return Problems.Of(400, fault.Message);
        }
        catch (JsonException)
        {
            return Problems.Of(400, text["The parameters are no JSON object."]);
        }
    }

    private static Dictionary<string, object?> Read(string? parameters) => string.IsNullOrWhiteSpace(parameters)
        ? []
        : JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(parameters)!.ToDictionary(pair => pair.Key, pair => Value(pair.Value));

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.GetDouble(),
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        JsonValueKind.Null => null,
        _ => value.ToString(),
    };
}
