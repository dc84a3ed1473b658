using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HelloModule.Greetings;

internal static class GreetingEndpoints
{
    private static readonly OpenAttribute s_open = new("A greeting harms nobody");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/hello/count", async (ISession session) => await session.Query<Greeting>().CountAsync()).WithMetadata(s_open);
        routes.MapPost("/hello/{name}", async (string name, ISession session, TimeProvider time) =>
        {
            await session.SaveAsync(new Greeting { Name = name, Utc = time.GetUtcNow().UtcDateTime });
            return Results.Text($"Hello, {name}");
        }).WithMetadata(s_open).DisableAntiforgery(); // anybody may greet, from anywhere
    }

    public static void MapShout(IEndpointRouteBuilder routes)
        => routes.MapGet("/hello/loud/{name}", (string name) => $"HELLO, {name.ToUpperInvariant()}").WithMetadata(s_open);
}
