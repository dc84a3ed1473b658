using Crm.Kernel.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Crm.Api.Reader;

/// <summary>The OpenAPI document of everything below <c>/api</c> in this tenant, whichever module brings it.</summary>
internal static class ApiDocument
{
    public static void Map(IEndpointRouteBuilder routes)
        => routes.MapOpenApi("/api/openapi/{documentName}.json").RequireRight(CommonPermissions.AccessContentApi.Name);

    public static void Describe(OpenApiOptions options)
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.OrdinalIgnoreCase) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "CRM API", Version = "v1", Description = "Errors are problem+json with the fields they concern. Send Authorization: Bearer and a token of your profile page." };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme> { ["Bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" } };
            return Task.CompletedTask;
        });
    }
}
