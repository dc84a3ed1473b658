using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Kernel.Tenants;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Users;

/// <summary>Registration of accounts, sign-in and rights.</summary>
public static class UserServices
{
    private const string AnyScheme = "Crm";

    /// <summary>Accounts, sign-in by cookie or token, rights, field rights, record scopes.</summary>
    public static IServiceCollection AddUserKernel(this IServiceCollection services, ShellSettings tenant)
    {
        AddAccounts(services);
        AddSignIn(services, tenant);
        AddRights(services);
        return services;
    }

    /// <summary>A member of a document that nobody sees, not even in history: a hash, a key.</summary>
    public static IServiceCollection AddSecretField(this IServiceCollection services, string type, string path) => services.AddSingleton(new SecretField(type, path));

    /// <summary>Says what the display text of a type's items is made of.</summary>
    public static IServiceCollection AddNameSource(this IServiceCollection services, string type, params string[] paths) => services.AddSingleton(new NameSource(type, paths));

    /// <summary>Says that a member of a type's items is made of another one: who may not see that does not see it.</summary>
    public static IServiceCollection AddDerivedField(this IServiceCollection services, string type, string path, string source) => services.AddSingleton(new DerivedField(type, path, source));

    /// <summary>Adds a member that a tenant has to switch on.</summary>
    public static IServiceCollection AddOptionalField(this IServiceCollection services, string type, string path, Func<Settings.SiteSettings, bool> isOn) => services.AddSingleton(new OptionalField(type, path, isOn));

    private static void AddAccounts(IServiceCollection services)
    {
        services.AddDataMigration<UserMigrations>().AddIndexProvider<UserIndexProvider>().AddIndexProvider<ApiTokenIndexProvider>();
        services.AddIdentityCore<User>(options =>
        {
            options.Password = new PasswordOptions
            {
                RequiredLength = 8, RequiredUniqueChars = 4, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false,
            };
            options.User.RequireUniqueEmail = true;
            options.User.AllowedUserNameCharacters = "";
            options.Lockout.MaxFailedAccessAttempts = 5;
            options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        }).AddUserStore<UserStore>().AddErrorDescriber<UserErrors>().AddPasswordValidator<PasswordIsNotTheName>();
        services.AddOptions<PasswordHasherOptions>().Configure<PasswordCost>((options, cost) => options.IterationCount = cost.Rounds);
        services.AddScoped<Roles>().AddScoped<Teams>().AddScoped<Accounts>().AddScoped<UserSessions>().AddScoped<ApiTokens>().AddScoped<LinkSigner>().AddScoped<OneTimeLinks>().AddScoped<UserNames>().AddScoped<UserTimeZones>();
        services.AddScoped(provider => new AccountPrincipals(provider.GetRequiredService<Accounts>()));
        services.AddScoped<SignIn>().AddScoped<SeeAs>();
        services.AddSingleton<Standings>().AddSingleton<Presence>();
        services.AddScoped<ISetupEventHandler, CreateAdministrator>();
        services.AddSecretField(nameof(User), nameof(User.PasswordHash)).AddSecretField(nameof(User), nameof(User.SecurityStamp)).AddSecretField(nameof(User), nameof(User.ResetToken))
            .AddSecretField(nameof(User), nameof(User.UserTokens)).AddSecretField(nameof(ApiToken), nameof(ApiToken.TokenHash)).AddSecretField(nameof(LinkSecrets), nameof(LinkSecrets.Keys));
    }

    private static void AddSignIn(IServiceCollection services, ShellSettings tenant)
    {
        services.AddHttpContextAccessor().AddLocalization();
        services.AddAuthentication(AnyScheme)
            .AddPolicyScheme(AnyScheme, null, options => options.ForwardDefaultSelector = context => ApiTokenAuthentication.IsAsked(context.Request) ? ApiTokenAuthentication.SchemeName : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiTokenAuthentication>(ApiTokenAuthentication.SchemeName, null)
            .AddCookie(IdentityConstants.ApplicationScheme, options =>
            {
                options.Cookie.Name = TenantCookies.NameOf(tenant, "sign-in");
                options.Cookie.Path = TenantCookies.PathOf(tenant);
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.ExpireTimeSpan = TimeSpan.FromDays(14);
                options.Events.OnValidatePrincipal = CookieCheck.ValidateAsync;
                options.Events.OnRedirectToAccessDenied = context => context.HttpContext.RequestServices.GetRequiredService<Refusals>().AnswerAsync(context.HttpContext, Refusal.Forbidden);
                options.LoginPath = "/login";
            })
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, options =>
            {
                options.Cookie.Name = TenantCookies.NameOf(tenant, "code");
                options.Cookie.Path = TenantCookies.PathOf(tenant);
                options.Cookie.SameSite = SameSiteMode.Strict;
                options.ExpireTimeSpan = TimeSpan.FromMinutes(5);
            });
    }

    private static void AddRights(IServiceCollection services)
    {
        services.AddAuthorizationCore();
        services.AddScoped<IAuthorizationHandler, PermissionHandler>();
        services.AddSingleton<PermissionCatalog.Memory>().AddSingleton<PublicPace>().AddScoped<Rights>().AddScoped<PermissionCatalog>().AddScoped<RecordScopes>().AddScoped<BatchRights>().AddSingleton<SwitchedOffFields>().AddScoped<Visible>().AddScoped<Refusals>();
        services.AddScoped<IPermissionProvider, KernelPermissions>();
        services.AddScoped<IFeatureEventHandler, StereotypesOnFeatures>();
        services.Configure<MvcOptions>(options =>
        {
            options.Filters.Add<PageHandlerRights>();
            options.Filters.Add<ExpiredForms>();
        });
    }
}
