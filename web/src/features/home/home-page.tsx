export const HomePage = () => <h1 className="text-3xl">CodeQuest</h1>;
