using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Api.Requests;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Api.Items;

/// <summary>Content over HTTP, at Orchard's addresses.</summary>
internal static class ItemEndpoints
{
    private const int MaxTake = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var items = routes.MapGroup("/api/content").RequireRight(CommonPermissions.AccessContentApi.Name).WithTags("Content")
            .AddEndpointFilter((context, next) => context.HttpContext.RequestServices.GetRequiredService<RequestPace>().InvokeAsync(context, next));
        items.MapGet("", ListAsync).WithSummary("The items of a type, in the order they were made");
        items.MapGet("/{contentItemId}", GetAsync).WithSummary("One item");
        items.MapPost("", PostAsync).Accepts<JsonObject>("application/json").WithSummary("Creates an item, or merges into the one whose id is given");
        items.MapDelete("/{contentItemId}", DeleteAsync).WithSummary("Moves an item to the trash");
        items.MapPost("/batch", ImportItems.PostAsync).Accepts<JsonObject>("application/x-ndjson").WithSummary("Imports items, one JSON object a line");
    }

    private static async Task<IResult> ListAsync(HttpContext http, ItemGate gate, IStringLocalizer<ItemWriter> text, string type, long after = 0, int take = 50, bool draft = false)
    {
        if (take is < 1 or > MaxTake)
        {
            return Problems.Of(400, text["take must lie between 1 and {0}.", MaxTake], [new ContentFault("take", text["take must lie between 1 and {0}.", MaxTake])]);
        }

        if (await gate.PageAsync(http.User, type, after, take, draft, http.RequestAborted) is not var (items, next))
        {
            return Problems.Of(403, text["You may not list this."]);
        }

        var sight = await gate.SightAsync(http.User);
        return Json(new JsonObject { ["items"] = new JsonArray([.. items.Select(sight.Project)]), ["next"] = next });
    }

    private static async Task<IResult> GetAsync(HttpContext http, ItemGate gate, ISession session, string contentItemId, bool draft = false)
    {
        if (await gate.FindAsync(http.User, contentItemId, draft) is not { } item)
        {
            return Problems.Of(404, Texts(http)["There is no such item."]);
        }

        var tag = TagOf(session.GetVersion(item));
        if (http.Request.Headers.IfNoneMatch.ToString() == tag)
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        http.Response.Headers.ETag = tag;
        return Json((await gate.SightAsync(http.User)).Project(item));
    }

    private static async Task<IResult> PostAsync(HttpContext http, ItemWriter writer, ItemGate gate, OneAnswer answers, ISession session, bool draft = false)
    {
        var text = Texts(http);
        var (body, raw) = await ReadAsync(http);
        if (body is null)
        {
            return Problems.Of(400, text["The body must be one content item as JSON."]);
        }

        var key = OneAnswer.KeyOf(http);
        if (key is not null && await answers.FindAsync(key) is { } earlier)
        {
            return earlier.BodyHash != OneAnswer.Hash(raw)
                ? Problems.Of(422, text["This Idempotency-Key was used for another request."])
                : await gate.FindAsync(http.User, earlier.ContentItemId, draft: true) is { } known
                    ? Json((await gate.SightAsync(http.User)).Project(known))
                    : Problems.Of(404, text["There is no such item."]);
        }

        var (item, created, refusal) = await writer.WriteAsync(http.User, body, draft, Expected(http));
        if (item is null)
        {
            return refusal!;
        }

        if (key is not null)
        {
            await answers.KeepAsync(key, raw, item.ContentItemId);
        }

        if (await CommitAsync(session, text) is { } conflict)
        {
            return conflict;
        }

        http.Response.Headers.ETag = TagOf(session.GetVersion(item));
        var seen = (await gate.SightAsync(http.User)).Project(item);
        if (created)
        {
            foreach (var hint in http.RequestServices.GetServices<ICreationHint>())
            {
                if (await hint.OfAsync(http.User, item, http.RequestAborted) is { } said)
                {
                    seen[hint.Name] = said;
                }
            }
        }

        return created ? Created(http, item, seen) : Json(seen);
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, ItemGate gate, IContentManager content, ISession session, string contentItemId)
    {
        var text = Texts(http);
        if (await gate.FindAsync(http.User, contentItemId, draft: false) is not { } item)
        {
            return Problems.Of(404, text["There is no such item."]);
        }

        if (!await gate.MayAsync(http.User, CommonPermissions.DeleteContent, item))
        {
            return Problems.Of(403, text["You may not delete this."]);
        }

        if (Expected(http) is { } seen && session.GetVersion(item) != seen)
        {
            return Problems.Of(412, text["The item has changed since you read it. Read it again and repeat your change."]);
        }

        var shown = (await gate.SightAsync(http.User)).Project(item);
        await content.RemoveAsync(item);
        return await CommitAsync(session, text) ?? Json(shown);
    }

    internal static IStringLocalizer Texts(HttpContext http) => http.RequestServices.GetRequiredService<IStringLocalizer<ItemWriter>>();

    /// <summary>Commits now, so that a conflict is answered here; null when all is well.</summary>
    private static async Task<IResult?> CommitAsync(ISession session, IStringLocalizer text)
    {
        try
        {
            await session.SaveChangesAsync();
            return null;
        }
        catch (ConcurrencyException)
        {
            await session.CancelAsync();
            return Problems.Of(409, text["Somebody else changed the item at the same moment. Read it again and repeat your change."]);
        }
    }

    private static async Task<(JsonObject? Body, string Raw)> ReadAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var raw = await reader.ReadToEndAsync(http.RequestAborted);
        try
        {
            return (JsonNode.Parse(raw) as JsonObject, raw);
        }
        catch (JsonException)
        {
            return (null, raw);
        }
    }

    private static string TagOf(long version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    private static long? Expected(HttpContext http)
        => http.Request.Headers.IfMatch.ToString().Trim('"') is { Length: > 0 } tag && tag != "*" ? (long.TryParse(tag, CultureInfo.InvariantCulture, out var version) ? version : -1) : null;

    private static IResult Created(HttpContext http, ContentItem item, JsonObject json)
    {
        http.Response.Headers.Location = $"{http.Request.PathBase}/api/content/{item.ContentItemId}";
        return Json(json, StatusCodes.Status201Created);
    }

    private static IResult Json(JsonObject json, int status = 200) => Results.Text(json.ToJsonString(), "application/json", statusCode: status);
}
