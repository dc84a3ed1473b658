using Crm.Kernel.Tenants;
using Crm.Tenants.Life;
using Crm.Tenants.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;

namespace Crm.Tenants.Api;

/// <summary>Orchard's routes over tenants: create, edit, setup, enable, disable, remove.</summary>
internal static class TenantsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("api/tenants").RequireRight(TenantsPermissions.ManageTenants).WithTags("Tenants");
        api.MapPost("create", CreateAsync).WithSummary("Makes a tenant and answers its setup link");
        api.MapPost("edit", EditAsync).WithSummary("Changes the address, the category or the description of a tenant");
        api.MapPost("setup", SetupAsync).WithSummary("Sets a waiting tenant up from its recipe");
        api.MapPost("enable/{name}", (string name, TenantLife life, IShellHost shells, IStringLocalizer<TenantLife> s) => ActAsync(name, shells, s, life.StartAsync)).WithSummary("Starts a stopped tenant");
        api.MapPost("disable/{name}", (string name, TenantLife life, IShellHost shells, IStringLocalizer<TenantLife> s) => ActAsync(name, shells, s, life.StopAsync)).WithSummary("Stops a tenant; nothing is lost");
        api.MapPost("remove/{name}", (string name, TenantLife life, IShellHost shells, IStringLocalizer<TenantLife> s) => ActAsync(name, shells, s, life.RemoveAsync)).WithSummary("Puts a stopped tenant into the trash for 30 days");
    }

    /// <summary>200 with the setup link; 201 with it when the tenant waits already.</summary>
    private static async Task<IResult> CreateAsync(TenantDraft draft, HttpContext http, TenantLife life, IShellHost shells)
    {
        if (shells.TryGetSettings(draft.Name) is { State: TenantState.Uninitialized } waiting)
        {
            var link = TenantLife.SetupAddress(waiting, Root(http));
            return Results.Created(link, link);
        }

        return await life.CreateAsync(draft) is { Count: > 0 } refusals
            ? Refused(refusals)
            : Results.Ok(TenantLife.SetupAddress(shells.TryGetSettings(draft.Name)!, Root(http)));
    }

    private static async Task<IResult> EditAsync(TenantDraft draft, TenantLife life, IShellHost shells, IStringLocalizer<TenantLife> s)
    {
        if (shells.TryGetSettings(draft.Name) is not { } settings)
        {
            return NotFound(draft.Name, s);
        }

        return await life.EditAsync(settings, draft) is { Count: > 0 } refusals ? Refused(refusals) : Results.Ok();
    }

    private static async Task<IResult> SetupAsync(SetupRequest request, ISetupService setup, IShellHost shells, IStringLocalizer<TenantLife> s, CancellationToken cancellationToken)
    {
        if (shells.TryGetSettings(request.Name) is not { } settings)
        {
            return NotFound(request.Name, s);
        }

        var result = await setup.SetupAsync(request.ToContext(settings), cancellationToken);
        return result.Succeeded ? Results.Ok() : Refused(result.Errors.Select(error => new Refusal(error.Field, error.Sentence)));
    }

    private static async Task<IResult> ActAsync(string name, IShellHost shells, IStringLocalizer<TenantLife> s, Func<ShellSettings, Task<string?>> act)
    {
        if (shells.TryGetSettings(name) is not { } settings)
        {
            return NotFound(name, s);
        }

        return await act(settings) is { } refusal ? Results.Problem(refusal, statusCode: StatusCodes.Status409Conflict) : Results.Ok();
    }

    private static IResult NotFound(string name, IStringLocalizer<TenantLife> s)
        => Results.Problem(s["There is no tenant named “{0}”.", name].Value, statusCode: StatusCodes.Status404NotFound);

    private static IResult Refused(IEnumerable<Refusal> refusals)
        => Results.ValidationProblem(refusals.GroupBy(refusal => refusal.Field).ToDictionary(field => field.Key, field => field.Select(refusal => refusal.Message).ToArray()));

    internal static string Root(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}";
}

/// <summary>The body of a setup, with Orchard's member names.</summary>
internal sealed record SetupRequest
{
    public string Name { get; init => field = value ?? ""; } = "";

    public string SiteName { get; init => field = value ?? ""; } = "";

    public string? DatabaseProvider { get; init; }

    public string? ConnectionString { get; init; }

    public string? Schema { get; init; }

    public string UserName { get; init => field = value ?? ""; } = "";

    public string Email { get; init => field = value ?? ""; } = "";

    public string Password { get; init => field = value ?? ""; } = "";

    public string? RecipeName { get; init; }

    public string SiteTimeZone { get; init => field = value ?? ""; } = "";

    public string Culture { get; init => field = value ?? ""; } = "";

    public SetupContext ToContext(ShellSettings settings, IProgress<SetupProgress>? progress = null) => new()
    {
        Settings = settings,
        SiteName = SiteName,
        AdminUsername = UserName,
        AdminEmail = Email,
        AdminPassword = Password,
        SiteTimeZone = SiteTimeZone,
        Culture = Culture,
        DatabaseProvider = DatabaseProvider is { Length: > 0 } ? DatabaseProvider : null,
        ConnectionString = ConnectionString is { Length: > 0 } ? ConnectionString : null,
        Schema = Schema is { Length: > 0 } ? Schema : null,
        RecipeName = RecipeName ?? settings["RecipeName"] ?? "",
        Progress = progress,
    };
}
