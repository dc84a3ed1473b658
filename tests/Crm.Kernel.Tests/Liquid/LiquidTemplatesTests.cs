using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Liquid;
using Fluid;
using Fluid.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tests.Liquid;

public class LiquidTemplatesTests
{
    [Theory]
    [InlineData("{{ 'Père Noël & Cie' | slugify }}", "pere-noel-cie")]
    [InlineData("{{ '<b>é</b>' }}", "&lt;b&gt;é&lt;/b&gt;")]
    [InlineData("{{ '<p onclick=\"x()\">é<script>x()</script></p>' | sanitize_html }}", "<p>é</p>")]
    [InlineData("{{ '**é**' | markdownify }}", "<p><strong>é</strong></p>\n")]
    [InlineData("{{ 1234.56 | money: 'EUR' }}", "1&#x202F;234,56&#xA0;€")]
    [InlineData("{{ 1234.5 | number }} {{ 1234 | number }}", "1&#x202F;234,50 1&#x202F;234")]
    [InlineData("{{ '2026-12-24T23:30:00Z' | long_date }}", "24 décembre 2026")]
    [InlineData("{{ '2026-12-24T23:30:00Z' | short_date }}", "24/12/2026")]
    [InlineData("{{ '2026-12-24T20:00:00+01:00' | utc | date: '%H:%M' }}", "19:00")]
    [InlineData("{{ 'Hello {0}' | t: 'Inès' }}", "Hello Inès")]
    [InlineData("{{ '{\"a\":[1,2]}' | jsonparse | json }}", "{&quot;a&quot;:[1,2]}")]
    [InlineData("{{ Culture.Name }} {{ Culture.Dir }}", "fr-FR ltr")]
    [InlineData("{% for i in (1..3) %}{{ i }}{% endfor %}", "123")]
    [InlineData("{% capture a %}<b>{{ '<i>' }}</b>{% endcapture %}{{ a }}", "<b>&lt;i&gt;</b>")]
    public async Task Filters_and_objects_speak_the_pages_language(string source, string expected)
    {
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = new CultureInfo("fr-FR");
        Assert.Equal(expected, await Render(source));
    }

    [Fact]
    public async Task An_item_is_read_through_its_json_and_never_through_members_that_are_not_registered()
    {
        var item = Item();
        Assert.Equal("Ours Gaspard 12.5  oui 4abc", await Render(
            "{{ Model | display_text }} {{ Model.ContentItem.Content.Toy.Price.Value }} {{ Model.Id }} {% if ContentItem.Published %}oui{% endif %} {{ Model | content_item_id }}", item));
    }

    [Fact]
    public async Task Plain_text_is_not_encoded_when_asked()
        => Assert.Equal("R&D <1>", await Templates().RenderAsync("R&D {{ '<1>' }}", encoder: LiquidTemplates.Text));

    [Theory]
    [InlineData("{% assign a = 'aaaaaaaa' %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}", "characters")]
    [InlineData("{% for i in (1..1000000000) %}{% endfor %}", "counts further")]
    [InlineData("{% for i in (1..10000) %}{% for j in (1..10000) %}{% endfor %}{% endfor %}", "steps")]
    [InlineData("{% assign a = 'aaaaaaaa' %}{% for i in (1..8) %}{% assign a = a | append: a %}{% endfor %}{% capture b %}{% for i in (1..10000) %}{{ a }}{% endfor %}{% endcapture %}", "characters")]
    [InlineData("{% assign a = 'x' %}{% for i in (1..20) %}{% assign a = a | append: a %}{% endfor %}{% for i in (1..10000) %}{% assign b = a | replace: 'x', 'y' | downcase | upcase | downcase | upcase | downcase | upcase | downcase | upcase %}{% endfor %}", "longer")]
    [InlineData("{% if %}", "cannot be read")]
    [InlineData("a\nb {{ x | }}", "(2:")]
    [InlineData("{{ 'a' | nofilter }}", "nofilter")]
    [InlineData("{{ 'a' | jsonparse }}", "not JSON")]
    public async Task What_never_ends_or_cannot_be_read_ends_in_a_sentence(string source, string words)
        => Assert.Contains(words, (await Assert.ThrowsAsync<LiquidException>(() => Render(source))).Message);

    [Theory]
    [InlineData("Dear {{ Name }},", "Name")]
    [InlineData("{{ Culture.Nmae }}", "Culture.Nmae")]
    [InlineData("{{ Model.Titel }}", "ContentItem.Titel")]
    public async Task A_strict_template_may_not_name_what_does_not_exist(string source, string name)
    {
        var templates = Templates();
        Assert.Contains(name, (await Assert.ThrowsAsync<LiquidException>(() => templates.RenderAsync(source, Item(), strict: true))).Message);
        Assert.NotNull(await templates.RenderAsync(source, Item()));
    }

    [Fact]
    public async Task A_module_adds_filters_objects_and_members()
    {
        var templates = Templates(services => services.AddLiquidFilter<Shout>("shout").AddLiquidObject<Answer>("Answer")
            .ConfigureLiquid(options => options.MemberAccessStrategy.Register<Toy>("Name")));
        Assert.Equal("OURS 42 ours", await templates.RenderAsync("{{ Model.Name | shout }} {{ Answer.Value }} {{ Model.Name }}", new Toy("ours", "secret"), strict: true));
        Assert.Equal("", await templates.RenderAsync("{{ Model.Secret }}", new Toy("ours", "secret")));
    }

    private static ContentItem Item()
    {
        var item = new ContentItem { ContentItemId = "4abc", DisplayText = "Ours Gaspard", Published = true };
        item.Data["Toy"] = JsonNode.Parse("""{ "Price": { "Value": 12.5 } }""");
        return item;
    }

    private static Task<string> Render(string source, object? model = null) => Templates().RenderAsync(source, model);

    private static LiquidTemplates Templates(Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection().AddLogging().AddLocalization().AddLiquidKernel();
        more?.Invoke(services);
        return services.BuildServiceProvider().CreateScope().ServiceProvider.GetRequiredService<LiquidTemplates>();
    }

    private sealed record Toy(string Name, string Secret);

    private sealed class Shout : ILiquidFilter
    {
        public ValueTask<FluidValue> ProcessAsync(FluidValue input, FilterArguments arguments, LiquidContext context)
            => new(new StringValue(input.ToStringValue().ToUpperInvariant()));
    }

    private sealed class Answer : ILiquidObject
    {
        public ValueTask<FluidValue?> GetAsync(string member, LiquidContext context) => new(member == "Value" ? NumberValue.Create(42) : null);
    }
}
