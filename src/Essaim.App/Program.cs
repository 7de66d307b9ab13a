// Temporary: the command line replaces this file.
using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.App.Web;

var options = new WebServerOptions
{
    DataFolder = args.ElementAtOrDefault(0) ?? "data",
    Port = int.Parse(args.ElementAtOrDefault(1) ?? "5080"),
    Development = args.Contains("--dev"),
    Demonstration = true,
};
var catalogue = Catalogue.Open(options.DataFolder);
if (catalogue.Coops().Count == 0)
{
    catalogue.Add(new Coop("etabli", "L’Établi", "123456782", "sqlite:coops/etabli.db"));
    catalogue.Grant(catalogue.AddUser("jeanne", "Jeanne Morel", "ourlet-velours-doublure"), "etabli", Role.Entrepreneur);
    var claire = catalogue.AddUser("claire", "Claire Vasseur", "balance-journal-lettrage");
    catalogue.Grant(claire, "etabli", Role.Accountant);
    catalogue.Grant(claire, "etabli", Role.Manager);
}
await WebServer.Build(options).RunAsync();
