using System.CommandLine;

namespace Essaim.App.Commands;

public static class DemoCommand
{
    public static Command Make() => new("demo", "…");
}
