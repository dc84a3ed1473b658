using Crm.Kernel.Security;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Rights of endpoints that are not pages.</summary>
public static class EndpointRights
{
    /// <summary>Asks for the right.</summary>
    public static TBuilder RequireRight<TBuilder>(this TBuilder builder, string permission) where TBuilder : IEndpointConventionBuilder
        => builder.WithMetadata(new RightAttribute(permission));

    /// <summary>Open to everybody, for the reason given in a sentence.</summary>
    public static TBuilder Open<TBuilder>(this TBuilder builder, string reason) where TBuilder : IEndpointConventionBuilder
        => builder.WithMetadata(new OpenAttribute(reason));

    /// <summary>For whoever is signed in.</summary>
    public static TBuilder RequireSignIn<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder
        => builder.WithMetadata(new SignedInAttribute());
}
